import Foundation
import Integrations
import ScriptHTTP
import TestSupport
import Testing

/// Against Debian's nginx: a server of its own making speaks what the one in these tests does not.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx")))
struct HTTP2Tests {
  @Test func speaksHTTP2WhereTheServerDoes() async throws {
    let certificates = try TestCertificates.shared.get()
    let socket = try ListeningSocket()
    let origin = "https://127.0.0.1:\(socket.port)"
    let server = """
      server {
        listen 127.0.0.1:PORT ssl http2;
        ssl_certificate \(certificates.certificate(.good));
        ssl_certificate_key \(certificates.key(.good));
        gzip on; gzip_types text/plain; gzip_min_length 1;
        location /protocol { default_type text/plain; return 200 "$server_protocol $request_method $http_x_a"; }
        location /away { return 302 /protocol; }
        location /big { default_type text/plain; return 200 "\(String(repeating: "x", count: 2000))"; }
        location /echo { client_max_body_size 10m; proxy_pass https://127.0.0.1:PORT/protocol; }
      }
      """.replacing("PORT", with: "\(socket.port)")
    let settings = HTTPTransportSettings(version: "1", environment: ["SSL_CERT_FILE": certificates.authority])
    try await withTemporaryDirectory { folder in
      try await NginxServer.with(folder: folder, sockets: [socket], servers: server) {
        try await exchange(with: origin, settings: settings)
      }
    }
  }

  private func exchange(with origin: String, settings: HTTPTransportSettings) async throws {
    try await withTransport(settings: settings) { transport in
      let response = try await transport.get(origin + "/away") { $0.headers = [.init(name: "X-A", value: "b")] }
      #expect(response.text == "HTTP/2.0 GET b")
      #expect(response.redirectedFrom == [origin + "/away"])
      #expect(response.httpVersion == "2")
      #expect(response.tls?.subject == "CN=good")
      #expect(!response.headers.contains { $0.name.contains(" ") })
      let big = try await transport.get(origin + "/big")
      #expect(big.header("content-encoding") == "gzip")
      #expect(big.body.count == 2000)
      #expect(await transport.failure(of: origin + "/big") { $0.maximumBody = 1999 }?.kind == .tooLarge)
      let head = try await transport.get(origin + "/big") { $0.method = "HEAD" }
      #expect(head.body.isEmpty && head.status == 200)
      let posted = try await transport.get(origin + "/echo") {
        $0.method = "POST"
        $0.body = Array(repeating: 65, count: 1_000_000)
      }
      #expect(posted.text.hasPrefix("HTTP/1"))
      try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<200 { group.addTask { try await transport.get(origin + "/protocol").text } }
        for try await text in group { #expect(text.hasPrefix("HTTP/2.0")) }
      }
    }
  }
}
