import Integrations

/// Redirects that lead where nobody wants to go.
enum HostileRedirects {
  private static func to(_ location: String) -> [LoopbackServer.Step] {
    [.send("HTTP/1.1 302 Found\r\nlocation: \(location)\r\ncontent-length: 0\r\n\r\n")]
  }

  static let all: [HostileCase] = [
    HostileCase("a loop", to("/x"), .failure(.redirects, "go round in a circle")),
    HostileCase("ever deeper", to("x/x"), .failure(.redirects, "redirects more than 5 times")),
    HostileCase("to a file", to("file:///etc/passwd"), .failure(.redirects, "only http and https")),
    HostileCase("to FTP", to("ftp://127.0.0.1/x"), .failure(.redirects, "only http and https")),
    HostileCase("to data", to("data:text/html,hello"), .failure(.redirects, "only http and https")),
    HostileCase("to a script", to("javascript:alert(1)"), .failure(.redirects, "only http and https")),
    HostileCase("to gopher", to("gopher://127.0.0.1:6379/_FLUSHALL"), .failure(.redirects, "only http and https")),
    HostileCase("to no host", to("http:///x"), .failure(.redirects, "names no host")),
    HostileCase("to a port out of range", to("http://127.0.0.1:99999/"), .failure(.redirects, "names the port")),
    HostileCase("to a host with a space", to("http://a b/"), .failure(.redirects, "names the host")),
    HostileCase("to cloud metadata", to("http://169.254.169.254/latest/"), .failure(.denied, "a link-local address")),
    HostileCase("to metadata in hexadecimal", to("http://0xA9FEA9FE/"), .failure(.denied, "169.254.169.254")),
    HostileCase("to metadata in IPv6", to("http://[::ffff:a9fe:a9fe]/"), .failure(.denied, "169.254.169.254")),
    HostileCase("to 0.0.0.0", to("//0.0.0.0/"), .failure(.denied, "the machine itself")),
    HostileCase("to a name that is none", to("http://no-such-host.invalid/"), .failure(.dns, "could not be resolved")),
    HostileCase("to a closed port", to("http://127.0.0.1:1/"), .failure(.refused, "nothing listens on 127.0.0.1:1")),
    HostileCase("to nowhere", "HTTP/1.1 302 Found\r\ncontent-length: 2\r\n\r\nok", .answer(302, "ok")),
    HostileCase("to a user and a password", to("http://user:word@127.0.0.1:1/"), .failure(.refused, "127.0.0.1:1")),
    HostileCase(
      "with a body without end",
      [
        .send("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\n\r\n"),
        .endless(Array(repeating: 97, count: 65536)),
      ], .failure(.refused, "nothing listens")),
  ]
}
