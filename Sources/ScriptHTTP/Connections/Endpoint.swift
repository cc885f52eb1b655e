import Integrations
import NIOCore

/// What connections must have in common to be used for each other's requests.
struct Endpoint: Hashable, Sendable {
  var scheme: HTTPURL.Scheme
  var host: String
  var port: Int
  /// Whether the server's certificate and host name are checked.
  var verify: Bool
  var proxy: ProxyAddress?
  /// What its connections may lead to; nil through a proxy, where only names can be checked.
  var admission: NetworkPolicy.Admission?

  init(_ url: HTTPURL, verify: Bool, proxy: ProxyAddress?, admission: NetworkPolicy.Admission?) {
    (scheme, host, port) = (url.scheme, url.host, url.port)
    (self.verify, self.proxy) = (verify, proxy)
    self.admission = proxy == nil ? admission : nil
  }

  /// Hardly any two endpoints differ in the rest alone.
  func hash(into hasher: inout Hasher) {
    hasher.combine(host)
    hasher.combine(port)
  }

  /// The server's address where the URL has one in place of a name.
  var address: SocketAddress? { try? SocketAddress(ipAddress: host, port: port) }

  /// What TLS tells the server: names, not addresses (RFC 6066 §3).
  var serverName: String? { address == nil ? host : nil }
}
