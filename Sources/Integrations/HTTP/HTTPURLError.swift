/// Why a text is not a URL that can be fetched.
package enum HTTPURLError: Error, Sendable, Hashable, CustomStringConvertible {
  case notAbsolute
  case unsupportedScheme(String)
  case noHost
  case badHost(String)
  case internationalHost(String)
  case badPort(String)
  case credentials
  /// The position counts bytes from 1.
  case controlCharacter(position: Int)

  /// A clause that follows "the URL": what is wrong, and what to do.
  package var description: String {
    switch self {
    case .notAbsolute: "is not absolute: write it whole, as in https://api.example.com/items"
    case .unsupportedScheme(let scheme): "starts with \(scheme): only http and https can be fetched"
    case .noHost: "names no host: write it whole, as in https://api.example.com/items"
    case .badHost(let host): "names the host \(quoted(host)), which is neither a host name nor an IP address"
    case .internationalHost(let host): "names the host \(quoted(host)): write it in its ASCII form (xn--…)"
    case .badPort(let port): "names the port \(quoted(port)), which is not a number from 1 to 65535"
    case .credentials: "holds a user name or an @: pass auth = { basic = { user, password } } instead"
    case .controlCharacter(let position):
      "holds a control character (a line break, say) at byte \(position): remove it"
    }
  }

  private func quoted(_ text: String) -> String { "\"\(text)\"" }
}
