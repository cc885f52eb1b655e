import JSONSchema

/// An entry of `permissions.network` as it is written: hosts, or the key of the config that names them.
package enum NetworkEntry: Sendable, Hashable {
  case pattern(NetworkPattern)
  /// `${config:base_url}`: the host and port of the URL that the config has there, or of each in a list.
  case config(key: String)

  package init(_ text: String) throws(NetworkPatternError) {
    guard text.hasPrefix("${") else {
      self = .pattern(try NetworkPattern(text))
      return
    }
    let opening = "${config:"
    guard text.hasPrefix(opening), text.hasSuffix("}"), text.utf8.count > opening.utf8.count + 1 else {
      throw NetworkPatternError(
        "is not a reference to the config: write the key of a URL in the config, such as ${config:base_url}")
    }
    self = .config(key: String(text.dropFirst(opening.count).dropLast()))
  }

  /// The hosts that a value of the config names: a URL, a host with or without a port, or a list of them. Each is one
  /// host: what stands for many is the catalogue's to list.
  static func hosts(in value: JSONValue?) -> [NetworkPattern] {
    switch value {
    case .string(let text)?: [host(text)].compactMap { $0 }
    case .array(let values)?: values.flatMap { hosts(in: $0) }
    default: []
    }
  }

  private static func host(_ text: String) -> NetworkPattern? {
    if let url = try? HTTPURL(text) { return NetworkPattern(oneHost: url.host, port: url.port) }
    guard let pattern = try? NetworkPattern(text), pattern.isOneHost else { return nil }
    return pattern
  }
}
