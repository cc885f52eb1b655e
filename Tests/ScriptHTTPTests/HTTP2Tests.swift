import Foundation
import Integrations
import ScriptHTTP
import Testing

/// Against Debian's nginx: a server of its own making speaks what the one in these tests does not.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx")))
struct HTTP2Tests {
  @Test func speaksHTTP2WhereTheServerDoes() async throws {
    let certificates = try TestCertificates.shared.get()
    let nginx = try await Nginx(
      server: """
        listen 127.0.0.1:PORT ssl http2;
        ssl_certificate \(certificates.certificate(.good));
        ssl_certificate_key \(certificates.key(.good));
        gzip on; gzip_types text/plain; gzip_min_length 1;
        location /protocol { default_type text/plain; return 200 "$server_protocol $request_method $http_x_a"; }
        location /away { return 302 /protocol; }
        location /big { default_type text/plain; return 200 "\(String(repeating: "x", count: 2000))"; }
        location /echo { client_max_body_size 10m; proxy_pass https://127.0.0.1:PORT/protocol; }
        """)
    defer { nginx.stop() }
    let settings = HTTPTransportSettings(version: "1", environment: ["SSL_CERT_FILE": certificates.authority])
    try await withTransport(settings: settings) { transport in
      await nginx.ready(transport)
      let response = try await transport.get(nginx.url("/away")) { $0.headers = [.init(name: "X-A", value: "b")] }
      #expect(response.text == "HTTP/2.0 GET b")
      #expect(response.redirectedFrom == [nginx.url("/away")])
      let big = try await transport.get(nginx.url("/big"))
      #expect(big.header("content-encoding") == "gzip")
      #expect(big.body.count == 2000)
      #expect(await transport.failure(of: nginx.url("/big")) { $0.maximumBody = 1999 }?.kind == .tooLarge)
      let head = try await transport.get(nginx.url("/big")) { $0.method = "HEAD" }
      #expect(head.body.isEmpty && head.status == 200)
      let posted = try await transport.get(nginx.url("/echo")) {
        $0.method = "POST"
        $0.body = Array(repeating: 65, count: 1_000_000)
      }
      #expect(posted.text.hasPrefix("HTTP/1"))
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<200 { group.addTask { try await transport.get(nginx.url("/protocol")).text } }
        for try await text in group { #expect(text.hasPrefix("HTTP/2.0")) }
      }
    }
  }
}

/// An nginx of the test's own, on a free loopback port.
private struct Nginx {
  private let process = Process()
  private let port: Int

  init(server: String) async throws {
    let placeholder = try await LoopbackServer.start { _ in [] }
    port = placeholder.port
    await placeholder.stop()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("luahost-nginx-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder.path)/\($0);" }
    let configuration = """
      daemon off; pid \(folder.path)/pid; error_log \(folder.path)/error.log; events {}
      http { access_log off; \(places.joined(separator: " ")) server { \(server.replacing("PORT", with: "\(port)")) } }
      """
    let file = folder.appendingPathComponent("nginx.conf")
    try configuration.write(to: file, atomically: true, encoding: .utf8)
    process.executableURL = URL(fileURLWithPath: "/usr/sbin/nginx")
    process.arguments = ["-c", file.path]
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  func url(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }

  /// Waits until it listens, or has ended.
  func ready(_ transport: AsyncHTTPTransport) async {
    while process.isRunning, await transport.failure(of: url("/protocol"))?.kind == .refused {}
  }

  func stop() { process.terminate() }
}
