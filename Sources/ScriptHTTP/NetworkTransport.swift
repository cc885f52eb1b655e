package import Integrations

/// The transport of real jobs: HTTP/1.1 and HTTP/2 over SwiftNIO, on one event loop.
///
/// Nothing is started before the first request. Connections are kept alive until ``shutdown()``, which must be called
/// before the transport is dropped.
///
/// ```swift
/// let transport = NetworkTransport(settings: HTTPTransportSettings(version: "1.0", environment: environment))
/// let response = try await transport.send(HTTPRequest(method: "GET", url: "https://api.example.com/items"))
/// await transport.shutdown()
/// ```
package final class NetworkTransport: HTTPTransport {
  private let connections: ConnectionPool

  /// - Parameter warn: takes a line for the user, once for each host that `policy` warns about.
  package convenience init(
    settings: HTTPTransportSettings = HTTPTransportSettings(), policy: NetworkPolicy = .open,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.init(settings: settings, gate: NetworkGate(policy: policy, warn: warn))
  }

  init(settings: HTTPTransportSettings = HTTPTransportSettings(), gate: NetworkGate) {
    connections = ConnectionPool(settings: settings, gate: gate)
  }

  package func start(
    _ request: HTTPRequest, completion: @escaping @Sendable (HTTPOutcome) -> Void
  ) -> any HTTPExchange {
    do throws(HTTPFailure) {
      let exchange = try Exchange(request, connections: connections, completion: completion)
      exchange.begin()
      return exchange
    } catch {
      completion(.failure(error))
      return HTTPExchangeRelay()
    }
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await waiting(for: request)
  }

  package func shutdown() async { await connections.shutdown() }
}
