import Integrations
import NIOCore
import NIOHTTP1

extension Exchange {
  /// What has come of the answer to the hop that goes on now.
  enum Reception {
    case waiting
    case collecting(HTTPResponseHead, CollectedBody, TLSFacts?)
    /// The body of a redirect is read away for so many bytes more, so that the connection can be used again.
    case draining(Hop, left: Int)
  }
}

extension Exchange: AnswerReceiver {
  func received(_ head: HTTPResponseHead, tls: TLSFacts?) throws {
    request.client?.cookies?.store(head.headers["set-cookie"], from: hop.url)
    if let next = try next(status: Int(head.status.code), location: head.headers.first(name: "location")) {
      reception = .draining(next, left: 64 * 1024)
    } else {
      progress.phase = .body
      reception = .collecting(head, try body(after: head), tls)
    }
  }

  func received(_ part: ByteBuffer) throws {
    switch reception {
    case .collecting(_, let body, _):
      try body.append(part)
      progress.bytesReceived = body.count
    case .draining(let next, let left):
      reception = .draining(next, left: left - part.readableBytes)
      guard left < part.readableBytes else { return }
      abandonMessage()
      follow(next)
    case .waiting: break
    }
  }

  func ended() {
    do {
      switch reception {
      case .collecting(let head, let body, let tls): finish(with: try answer(head, body, tls))
      case .draining(let next, _): follow(next)
      // There is no end without a head.
      case .waiting: fail(ConnectionFailure.closed)
      }
    } catch {
      fail(error)
    }
  }

  func failed(_ error: any Error) {
    // How the body of a redirect ended is of no interest.
    if case .draining(let next, _) = reception { follow(next) } else { fail(error) }
  }
}

extension Exchange {
  private func body(after head: HTTPResponseHead) throws -> CollectedBody {
    let hasBody = request.method != "HEAD" && head.status != .notModified
    return try CollectedBody(
      limit: request.maximumBody, encoding: head.headers["content-encoding"],
      expectedLength: hasBody ? head.headers.first(name: "content-length").flatMap { Int($0) } : nil,
      memory: request.memory)
  }

  /// The answer but for where it came from, and when.
  private func answer(_ head: HTTPResponseHead, _ body: CollectedBody, _ tls: TLSFacts?) throws -> HTTPResponse {
    var response = HTTPResponse(
      status: Int(head.status.code), headers: [], body: try body.finish(), url: "", elapsed: .zero)
    response.charge = body.charge
    response.tls = tls
    response.httpVersion = head.version.major == 1 ? "1.\(head.version.minor)" : "\(head.version.major)"
    response.headers.reserveCapacity(head.headers.count)
    for (name, value) in head.headers { response.headers.append(HTTPHeader(name: name, value: value)) }
    return response
  }
}
