package import Integrations

/// The transport of real jobs: AsyncHTTPClient on one event loop.
///
/// Nothing is started before the first request. Connections are kept alive until ``shutdown()``, which must be called
/// before the transport is dropped.
///
/// ```swift
/// let transport = AsyncHTTPTransport(settings: HTTPTransportSettings(version: "1.0", environment: environment))
/// let response = try await transport.send(HTTPRequest(method: "GET", url: "https://api.example.com/items"))
/// await transport.shutdown()
/// ```
package final class AsyncHTTPTransport: HTTPTransport {
  private let settings: HTTPTransportSettings
  private let clients: ClientPool
  private let deadlines = Deadlines()

  /// - Parameter warn: takes a line for the user, once for each host that `policy` warns about.
  package convenience init(
    settings: HTTPTransportSettings = HTTPTransportSettings(), policy: NetworkPolicy = .open,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.init(settings: settings, gate: NetworkGate(policy: policy, warn: warn))
  }

  init(settings: HTTPTransportSettings = HTTPTransportSettings(), gate: NetworkGate) {
    self.settings = settings
    clients = ClientPool(settings: settings, gate: gate)
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let exchange = try Exchange(request, settings: settings, clients: clients)
    // A task of its own is what a deadline can cancel, body and redirects included.
    let work = Task { await exchange.result() }
    let deadline = deadlines.add(after: request.timeout) {
      exchange.progress.expire()
      work.cancel()
    }
    let result = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    deadlines.remove(deadline)
    return try result.get()
  }

  package func shutdown() async { await clients.shutdown() }
}
