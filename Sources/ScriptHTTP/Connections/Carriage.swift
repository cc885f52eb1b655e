import Integrations
import NIOCore
import NIOHTTP1

/// One request and its answer on the way between an exchange and a connection. All of it happens on the event loop.
final class Carriage {
  private enum Place {
    case start
    case waiting(EndpointConnections)
    case carried(any RequestCarrier)
    case over
  }

  let message: RequestMessage
  private var receiver: (any AnswerReceiver)?
  private var place = Place.start

  init(_ message: RequestMessage, receiver: any AnswerReceiver) {
    (self.message, self.receiver) = (message, receiver)
  }

  /// Whether nobody waits for the answer any more.
  var isOver: Bool { if case .over = place { true } else { false } }

  func waits(in queue: EndpointConnections) { place = .waiting(queue) }

  func isCarried(by carrier: any RequestCarrier) { place = .carried(carrier) }

  // MARK: What the carrier tells

  /// - Throws: what makes the rest of the answer useless; it is the end of the carriage.
  func received(_ head: HTTPResponseHead, tls: TLSFacts?) throws { try receiver?.received(head, tls: tls) }

  /// - Throws: as ``received(_:tls:)``.
  func received(_ part: ByteBuffer) throws { try receiver?.received(part) }

  /// The whole answer has come, or as much of it as was asked for.
  func end() { finish()?.ended() }

  func fail(_ error: any Error) { finish()?.failed(error) }

  // MARK: What the exchange tells

  /// Gives the request up; nothing comes of it any more.
  func abandon() {
    let place = place
    _ = finish()
    switch place {
    case .waiting(let queue): queue.forgetWaiting()
    case .carried(let carrier): carrier.abandon()
    case .start, .over: break
    }
  }

  private func finish() -> (any AnswerReceiver)? {
    place = .over
    return receiver.take()
  }
}

/// Who waits for an answer. Called on the event loop.
protocol AnswerReceiver: AnyObject {
  /// - Parameter tls: what the handshake of the connection told; nil where there was none.
  func received(_ head: HTTPResponseHead, tls: TLSFacts?) throws
  func received(_ part: ByteBuffer) throws
  func ended()
  func failed(_ error: any Error)
}

/// What a request travels on: a connection of HTTP/1.1, or a stream of HTTP/2.
protocol RequestCarrier: AnyObject {
  /// Nobody waits any more for the answer to the request that is under way.
  func abandon()
}

/// Why there is no connection, or none any more, beside what the system, TLS and the parsers say.
enum ConnectionFailure: Error {
  /// None came about within ``ConnectionAttempt/timeLimit``.
  case timedOut
  case proxySilent
  case proxyWantsCredentials
  /// The proxy has a log-in that is not known here: SOCKS with a user name.
  case proxyLoginUnknown
  case proxyRefused
  /// What the proxy said is not the protocol that it is asked in.
  case proxyUnclear
  /// By the other side, before the answer was whole.
  case closed
  /// The file or folder of the authorities to trust.
  case trustUnreadable
  /// The server chose a protocol that was not offered.
  case unknownProtocol(String)
  /// An answer 101, though nothing of the kind was asked for.
  case switchedProtocols
  /// The pool is shut down.
  case shutDown
}
