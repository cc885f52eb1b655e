import Foundation
import Integrations
import ScriptHTTP
import TestSupport
import Testing

/// Against programs that others wrote: tinyproxy, microsocks and httpbin. Each is skipped, with the reason, where it is not installed.
@Suite struct PeerTests {
  private static let tinyproxy = "/usr/bin/tinyproxy"
  private static let microsocks = "/usr/bin/microsocks"
  /// A Python that has httpbin: `Scripts/setup test` makes it.
  private static let python = Luahost.repository.appending(path: ".build/httpbin/bin/python3").path

  private static func isThere(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

  @Test(.enabled(if: isThere(tinyproxy), "tinyproxy is missing: run Scripts/setup test"), arguments: [true, false])
  func goesThroughTinyproxy(tls: Bool) async throws {
    let certificates = try TestCertificates.shared.get()
    let origin = try await LoopbackServer.start(tls: tls ? certificates.context(.good) : nil) { request in
      [.response(body: "through \(request.target)")]
    }
    try await withPeer(port: freePort()) { port, folder in
      try folder.write(["tinyproxy.conf": "Port \(port)\nListen 127.0.0.1\nTimeout 60\nConnectPort \(origin.port)\n"])
      return (Self.tinyproxy, ["-d", "-c", "tinyproxy.conf"])
    } body: { port in
      // Loopback is never proxied: a name that only the proxy can resolve would need DNS, so the host is the machine's own
      // address under another spelling.
      let environment = [
        "HTTP_PROXY": "http://127.0.0.1:\(port)", "HTTPS_PROXY": "http://127.0.0.1:\(port)",
        "SSL_CERT_FILE": certificates.authority,
      ]
      try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
        let url = origin.url("/a?b", scheme: tls ? "https" : "http", host: "0x7f000001")
        let response = try await transport.get(url) { $0.verify = false }
        #expect(response.text == "through /a?b")
        #expect((response.tls != nil) == tls)
        let refused = await transport.failure(of: "http://0x7f000001:1/")
        #expect(refused?.kind == .refused, "\(String(describing: refused))")
      }
    }
    await origin.stop()
  }

  @Test(.enabled(if: isThere(microsocks), "microsocks is missing: run Scripts/setup test"), arguments: [true, false])
  func goesThroughMicrosocks(tls: Bool) async throws {
    let certificates = try TestCertificates.shared.get()
    let origin = try await LoopbackServer.start(tls: tls ? certificates.context(.good) : nil) { request in
      [.response(body: "through \(request.target)")]
    }
    try await withPeer(port: freePort()) { port, _ in
      (Self.microsocks, ["-i", "127.0.0.1", "-p", "\(port)"])
    } body: { port in
      let environment = ["ALL_PROXY": "socks5://127.0.0.1:\(port)", "SSL_CERT_FILE": certificates.authority]
      try await withTransport(settings: HTTPTransportSettings(version: "1", environment: environment)) { transport in
        let url = origin.url("/a?b", scheme: tls ? "https" : "http", host: "0x7f000001")
        for _ in 0..<2 {
          let response = try await transport.get(url) { $0.verify = false }
          #expect(response.text == "through /a?b")
          #expect((response.tls != nil) == tls)
        }
        #expect(origin.connections == 1)
        let refused = await transport.failure(of: "http://0x7f000001:1/")
        #expect(refused?.kind == .refused, "\(String(describing: refused))")
      }
    }
    await origin.stop()
  }

  private static let exchanges: [(path: String, status: Int, text: String)] = [
    ("/get?a=b&c=d%20e", 200, "\"c\": \"d e\""), ("/status/418", 418, "teapot"), ("/status/503", 503, ""),
    ("/gzip", 200, "\"gzipped\": true"), ("/deflate", 200, "\"deflated\": true"), ("/redirect/3", 200, "/get"),
    ("/relative-redirect/2", 200, "/get"), ("/absolute-redirect/2", 200, "/get"), ("/stream/3", 200, "\"id\": 2"),
    ("/bytes/16", 200, ""), ("/encoding/utf8", 200, "∮ E⋅da = Q"), ("/delay/0", 200, "/delay/0"),
    ("/headers", 200, "\"User-Agent\": \"luahost\""), ("/response-headers?x-a=b", 200, "\"x-a\": \"b\""),
    ("/drip?duration=0&numbytes=5", 200, "*****"), ("/stream-bytes/8?chunk_size=3", 200, ""),
    ("/basic-auth/u/p", 401, ""), ("/cookies/set?a=b", 200, "cookies"), ("/html", 200, "Moby-Dick"),
    ("/xml", 200, "<slideshow"), ("/redirect/9", 0, "redirects more than 5 times"),
  ]

  @Test(.enabled(if: isThere(python), "httpbin is missing: run Scripts/setup test"))
  func agreesWithHTTPBin() async throws {
    let script =
      "from wsgiref.simple_server import make_server as m; from httpbin import app; m('127.0.0.1', PORT, app).serve_forever()"
    try await withPeer(port: freePort()) { port, _ in
      (Self.python, ["-c", script.replacing("PORT", with: "\(port)")])
    } body: { port in
      try await withTransport { transport in
        for (path, status, text) in Self.exchanges {
          switch await transport.result(of: "http://127.0.0.1:\(port)\(path)") {
          case .success(let response):
            #expect(response.status == status, "\(path)")
            #expect(response.text.contains(text) || text.isEmpty, "\(path): \(response.text)")
          case .failure(let error):
            #expect(status == 0 && "\(error)".contains(text), "\(path): \(error)")
          }
        }
        let posted = try await transport.get("http://127.0.0.1:\(port)/post") {
          $0.method = "POST"
          $0.body = Array("payload".utf8)
        }
        #expect(posted.text.contains("\"data\": \"payload\""))
      }
    }
  }

  private func freePort() throws -> UInt16 {
    let socket = try ListeningSocket(listening: false)
    defer { socket.close() }
    return socket.port
  }

  /// Runs a program that listens on a port while `body` runs.
  private func withPeer(
    port: UInt16, command: (UInt16, URL) throws -> (String, [String]),
    body: (UInt16) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      let (executable, arguments) = try command(port, folder)
      let log = try folder.create("log")
      let child = try ChildProcess(
        executable, arguments, environment: ["PATH": "/usr/bin:/bin"], directory: folder, output: log, errors: log)
      do {
        try await waitUntilUp(port)
        try await body(port)
      } catch {
        child.send(signal: SIGTERM)
        _ = await child.wait()
        throw TestSupportError("\(error)\n\(try String(contentsOf: folder.appending(path: "log"), encoding: .utf8))")
      }
      child.send(signal: SIGTERM)
      _ = await child.wait()
    }
  }

  /// There is nothing to wait on: these programs do not tell when they listen.
  private func waitUntilUp(_ port: UInt16) async throws {
    try await withTransport { transport in
      for _ in 0..<300 {
        if await transport.failure(of: "http://127.0.0.1:\(port)/")?.kind != .refused { return }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }
}
