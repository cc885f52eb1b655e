import Integrations

/// How a transport connects: what the machine and its environment decide, not the scripts.
package struct HTTPTransportSettings: Sendable {
  /// Sent where a script gives no `user-agent`.
  package var userAgent: String
  /// A PEM file, or a folder of them, with the authorities to trust in place of the system's.
  package var trustRoots: String?
  package var proxies: ProxyRules
  /// HTTP/1.1 connections to one host at a time; more requests wait for one to become free.
  package var connectionsPerHost: Int

  package init(
    userAgent: String = "luahost", trustRoots: String? = nil, proxies: ProxyRules = ProxyRules(),
    connectionsPerHost: Int = 100
  ) {
    self.userAgent = userAgent
    self.trustRoots = trustRoots
    self.proxies = proxies
    self.connectionsPerHost = connectionsPerHost
  }

  /// Settings from `SSL_CERT_FILE`, `SSL_CERT_DIR`, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`.
  package init(version: String, environment: [String: String]) {
    let file = [environment["SSL_CERT_FILE"], environment["SSL_CERT_DIR"]].compactMap { $0 }.first { !$0.isEmpty }
    self.init(userAgent: "luahost/\(version)", trustRoots: file, proxies: ProxyRules(environment: environment))
  }
}
