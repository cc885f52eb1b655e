import Integrations

/// Which proxy, if any, a request goes through, in the words of curl's environment variables.
package struct ProxyRules: Sendable {
  private var proxies: [HTTPURL.Scheme: String] = [:]
  private var exceptions: [String] = []

  package init() {}

  /// Reads `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, lower case first, then upper case.
  package init(environment: [String: String]) {
    let value = { (name: String) -> String? in
      [environment[name], environment[name.uppercased()]].compactMap { $0 }.first { !$0.isEmpty }
    }
    for scheme in [HTTPURL.Scheme.http, .https] {
      proxies[scheme] = value("\(scheme.rawValue)_proxy") ?? value("all_proxy")
    }
    exceptions = (value("no_proxy") ?? "").lowercased().split { $0 == "," || $0 == " " }.map(String.init)
  }

  /// The proxy for a URL; nil to connect directly. Loopback is never proxied.
  /// - Throws: `protocol`, when the variable that applies does not hold an address.
  func proxy(for url: HTTPURL) throws(HTTPFailure) -> ProxyAddress? {
    guard let text = proxies[url.scheme], !isLoopback(url.host), !isException(url) else { return nil }
    if let proxy = ProxyAddress(text) { return proxy }
    throw HTTPFailure(
      kind: .protocol,
      message: "the proxy for \(url.scheme.rawValue) is not an address such as http://proxy.example.com:3128. "
        + "Correct or unset \(url.scheme.rawValue.uppercased())_PROXY.",
      url: url.description)
  }

  private func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
  }

  /// `*`, a host with all hosts below it, a leading dot or `*.` allowed, and a port if one is written.
  private func isException(_ url: HTTPURL) -> Bool {
    exceptions.contains { entry in
      if entry == "*" || entry == url.host || entry == "[\(url.host)]" { return true }
      var domain = entry[...]
      if let colon = domain.lastIndex(of: ":"), let port = Int(domain[domain.index(after: colon)...]),
        domain.firstIndex(of: ":") == colon
      {
        guard port == url.port else { return false }
        domain = domain[..<colon]
      }
      if domain.hasPrefix("*") { domain = domain.dropFirst() }
      if domain.hasPrefix(".") { domain = domain.dropFirst() }
      return !domain.isEmpty && (url.host == domain || url.host.hasSuffix(".\(domain)"))
    }
  }
}

/// Where a proxy listens, and the credentials that it wants.
struct ProxyAddress: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case http, socks5 }

  var kind: Kind
  var host: String
  var port: Int
  /// `user:password` in Base64.
  var credentials: String?

  /// Parses `[http://|socks5://][user:password@]host[:port]`; nil where it is something else.
  init?(_ text: String) {
    var rest = text[...]
    kind = .http
    if let separator = text.firstRange(of: "://") {
      switch text[..<separator.lowerBound].lowercased() {
      case "http": kind = .http
      case "socks5", "socks5h": kind = .socks5
      default: return nil
      }
      rest = text[separator.upperBound...]
    }
    if let at = rest.lastIndex(of: "@") {
      credentials = Base64.encode(PercentEncoding.decode(rest[..<at].utf8))
      rest = rest[rest.index(after: at)...]
    }
    guard let url = try? HTTPURL("http://\(rest)") else { return nil }
    host = url.host
    port = kind == .socks5 && url.port == 80 ? 1080 : url.port
  }

  var endpoint: String { "\(HTTPURL.bracketed(host)):\(port)" }
}
