import AsyncHTTPClient
import Integrations
import NIOCore
import NIOHTTP1

extension Exchange {
  /// What has come of the answer to the hop that goes on now.
  enum Reception {
    case waiting
    case collecting(HTTPResponseHead, CollectedBody)
    /// The body of a redirect is read away for so many bytes more, so that the connection can be used again.
    case draining(Hop, left: Int)
    case collected(HTTPResponse)
  }
}

extension Exchange: HTTPClientResponseDelegate {
  func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    request.client?.cookies?.store(head.headers["set-cookie"], from: hop.url)
    do {
      if let next = try next(status: Int(head.status.code), location: head.headers.first(name: "location")) {
        reception = .draining(next, left: 64 * 1024)
      } else {
        progress.phase = .body
        reception = .collecting(head, try body(after: head))
      }
      return loop.makeSucceededVoidFuture()
    } catch {
      return loop.makeFailedFuture(error)
    }
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    switch reception {
    case .collecting(_, let body):
      do {
        try body.append(buffer)
        progress.bytesReceived = body.count
      } catch {
        return loop.makeFailedFuture(error)
      }
    case .draining(let next, let left):
      reception = .draining(next, left: left - buffer.readableBytes)
      if left < buffer.readableBytes { abandonMessage() }
    case .waiting, .collected: break
    }
    return loop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) throws {
    guard case .collecting(let head, let body) = reception else { return }
    reception = .collected(try answer(head, body))
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

  /// The answer but for where it came from, and when. The mark of the connection is taken out of the headers.
  private func answer(_ head: HTTPResponseHead, _ body: CollectedBody) throws -> HTTPResponse {
    var response = HTTPResponse(
      status: Int(head.status.code), headers: [], body: try body.finish(), url: "", elapsed: .zero)
    response.charge = body.charge
    response.httpVersion = head.version.major == 1 ? "1.\(head.version.minor)" : "\(head.version.major)"
    response.headers.reserveCapacity(head.headers.count)
    for (name, value) in head.headers {
      if name == ConnectionInspector.markName {
        response.tls = clients.inspector.facts(value)
      } else {
        response.headers.append(HTTPHeader(name: name, value: value))
      }
    }
    return response
  }
}
