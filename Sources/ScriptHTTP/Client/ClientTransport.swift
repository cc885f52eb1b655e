package import Integrations

/// What scripts' requests go through first: one call may become several tries.
package struct ClientTransport: HTTPTransport {
  private let next: any HTTPTransport

  package init(_ next: any HTTPTransport) { self.next = next }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await next.send(request)
  }

  package func shutdown() async { await next.shutdown() }
}
