package import Foundation

/// An nginx of the test's own: in the foreground, its files in a folder that goes with it.
///
/// It inherits its sockets already listening (nginx's own means for upgrading without a gap), so there is no port to lose
/// to another program and nothing to wait for: what connects before nginx is up waits in the socket's queue.
package enum NginxServer {
  /// Runs nginx on `sockets` while `body` runs.
  ///
  /// - Parameters:
  ///   - folder: where its files go; paths in `servers` are relative to it.
  ///   - servers: the `server` blocks, each listening on `127.0.0.1:PORT` of one of the sockets.
  package static func with<Result>(
    isolation: isolated (any Actor)? = #isolation, folder: URL, sockets: [ListeningSocket], servers: String,
    _ body: () async throws -> Result
  ) async throws -> Result {
    try folder.write(["nginx.conf": configuration(servers)])
    let log = try folder.create("nginx.log")
    let inherited = sockets.map { "\($0.descriptor);" }.joined()
    let child = try ChildProcess(
      executable(), ["-p", folder.path, "-c", "nginx.conf", "-e", "stderr"], environment: ["NGINX": inherited],
      directory: folder, output: log, errors: log, keeping: sockets.map(\.descriptor))
    // From here on they are nginx's alone: should it end early, connections are refused and do not hang.
    for socket in sockets { socket.close() }
    do {
      let result = try await body()
      child.send(signal: SIGTERM)
      _ = await child.wait()
      return result
    } catch {
      child.send(signal: SIGTERM)
      _ = await child.wait()
      throw TestSupportError("\(error)\nnginx said:\n\(said(in: folder))")
    }
  }

  private static func said(in folder: URL) -> String {
    (try? String(contentsOf: folder.appending(path: "nginx.log"), encoding: .utf8)) ?? ""
  }

  private static func executable() throws -> String {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for path in (search + ["/usr/sbin", "/usr/local/sbin"]).map({ $0 + "/nginx" })
    where FileManager.default.isExecutableFile(atPath: path) {
      return path
    }
    throw TestSupportError("nginx is missing: run Scripts/setup test")
  }

  private static func configuration(_ servers: String) -> String {
    """
    daemon off;
    pid nginx.pid;
    error_log stderr warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      default_type text/html;
      server_tokens off;
      client_body_temp_path temporary;
      proxy_temp_path temporary;
      fastcgi_temp_path temporary;
      uwsgi_temp_path temporary;
      scgi_temp_path temporary;
    \(servers)
    }

    """
  }
}
