import Integrations
import NIOCore
import NIOHTTP1

extension Exchange {
  /// What has come of the answer to the hop that goes on now.
  enum Reception {
    case waiting
    case collecting(CollectedBody)
    /// The body of a redirect is read away for so many bytes more, so that the connection can be used again.
    case draining(Hop, left: Int)
  }
}

extension Exchange: AnswerReceiver {
  func received(_ head: HTTPResponseHead, tls: TLSFacts?) throws {
    let fields = AnswerFields(head.headers)
    request.client?.cookies?.store(fields.cookies, from: hop.url)
    if let next = try next(status: Int(head.status.code), location: fields.location) {
      reception = .draining(next, left: 64 * 1024)
    } else {
      progress.phase = .body
      reception = .collecting(try body(after: head, fields))
      var begun = HTTPResponse(
        status: Int(head.status.code), headers: fields.all, body: [], url: "", elapsed: .zero)
      begun.tls = tls
      begun.httpVersion = Self.text(of: head.version)
      answer = begun
    }
  }

  private static func text(of version: HTTPVersion) -> String {
    switch (version.major, version.minor) {
    case (1, 1): "1.1"
    case (1, 0): "1.0"
    case (2, _): "2"
    default: "\(version.major).\(version.minor)"
    }
  }

  func received(_ part: ByteBuffer) throws {
    switch reception {
    case .collecting(let body):
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
      case .collecting(let body): try finish(with: body)
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
  private func body(after head: HTTPResponseHead, _ fields: AnswerFields) throws -> CollectedBody {
    let hasBody = request.method != "HEAD" && head.status != .notModified
    return try CollectedBody(
      limit: request.maximumBody, encoding: fields.encoding, expectedLength: hasBody ? fields.length : nil,
      memory: request.memory)
  }
}

/// The headers of an answer, and those that say how it goes on.
private struct AnswerFields {
  private(set) var all: [HTTPHeader] = []
  private(set) var location: String?
  /// The values of Content-Encoding.
  private(set) var encoding: [String] = []
  /// Content-Length; nil for what is no number.
  private(set) var length: Int?
  /// The values of Set-Cookie.
  private(set) var cookies: [String] = []

  init(_ headers: HTTPHeaders) {
    all.reserveCapacity(headers.count)
    for (name, value) in headers {
      // Most names are told apart by their length alone.
      switch name.utf8.count {
      case 8: if location == nil, HTTPHeader.matches(name, "location") { location = value }
      case 10: if HTTPHeader.matches(name, "set-cookie") { cookies.append(value) }
      case 14: if length == nil, HTTPHeader.matches(name, "content-length") { length = Int(value) }
      case 16: if HTTPHeader.matches(name, "content-encoding") { encoding.append(value) }
      default: break
      }
      all.append(HTTPHeader(name: name, value: value))
    }
  }
}
