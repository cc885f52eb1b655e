import Integrations
import ScriptHTTP

/// Runs a body with a server and a transport, and ends both.
func withServer(
  settings: HTTPTransportSettings = HTTPTransportSettings(), tls: TestCertificates.Name? = nil,
  handler: @escaping LoopbackServer.Handler,
  body: (LoopbackServer, NetworkTransport) async throws -> Void
) async throws {
  let server = try await LoopbackServer.start(
    tls: tls.map { try TestCertificates.shared.get().context($0) }, handler: handler)
  try await withTransport(settings: settings) { try await body(server, $0) }
  await server.stop()
}

func withTransport(
  settings: HTTPTransportSettings = HTTPTransportSettings(), body: (NetworkTransport) async throws -> Void
) async throws {
  let transport = NetworkTransport(settings: settings)
  do {
    try await body(transport)
    await transport.shutdown()
  } catch {
    await transport.shutdown()
    throw error
  }
}

extension NetworkTransport {
  func get(_ url: String, change: (inout HTTPRequest) -> Void = { _ in }) async throws -> HTTPResponse {
    var request = HTTPRequest(method: "GET", url: url, timeout: .seconds(60))
    change(&request)
    return try await send(request)
  }

  /// The body of the answer; nil where there is none.
  func text(of url: String) async -> String? { try? await get(url).text }

  /// The failure of a request that must fail; nil where it did not.
  func failure(of url: String, change: (inout HTTPRequest) -> Void = { _ in }) async -> HTTPFailure? {
    do {
      _ = try await get(url, change: change)
      return nil
    } catch {
      return error as? HTTPFailure
    }
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }

  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
}
