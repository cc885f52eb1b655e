/// An entry of `permissions.network`: what may be reached.
package struct NetworkPattern: Sendable, Hashable {
  package enum Host: Sendable, Hashable {
    /// `*`: every host.
    case any
    /// `api.github.com`.
    case name(String)
    /// `*.amazonaws.com`: every name below, but not the name itself.
    case below(String)
    /// `127.0.0.1`, `[::1]`, `10.0.0.0/8`.
    case range(IPRange)
  }

  package let host: Host
  /// Nil for every port.
  package let port: Int?

  /// The host of a URL, at its port alone.
  init(oneHost name: String, port: Int) {
    host =
      IPAddress(host: name).map { .range(IPRange($0)) } ?? .name(name.hasSuffix(".") ? String(name.dropLast()) : name)
    self.port = port
  }

  /// Whether it stands for one host: a name or an address.
  var isOneHost: Bool {
    switch host {
    case .any, .below: false
    case .name: true
    case .range(let range): range.prefix == (range.first.isV4 ? 32 : 128)
    }
  }

  /// - Throws: ``NetworkPatternError``: what is wrong and what to write, as a clause that follows the pattern.
  package init(_ text: String) throws(NetworkPatternError) {
    guard !text.isEmpty else { throw NetworkPatternError("is empty: write a host, such as api.github.com") }
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw NetworkPatternError(
        "holds a space or a character outside ASCII: write one host, international names as xn--…")
    }
    if text.contains("://") {
      throw NetworkPatternError("is a URL: write its host alone, such as \(Self.host(ofURL: text))")
    }
    if text.contains("/") {
      (host, port) = (.range(try Self.range(text)), nil)
      return
    }
    let (name, port) = try Self.split(text)
    (host, self.port) = (try Self.host(name, bracketed: text.hasPrefix("[")), port)
  }

  /// Whether the host is listed by its name; ``NetworkPattern/Host/range(_:)`` is asked about addresses alone.
  func matches(name: String, port: Int) -> Bool {
    guard self.port == nil || self.port == port else { return false }
    return switch host {
    case .any: true
    case .name(let listed): name == listed
    case .below(let domain): name.hasSuffix(domain) && name.dropLast(domain.count).last == "."
    case .range: false
    }
  }

  func matches(_ address: IPAddress, port: Int) -> Bool {
    guard case .range(let range) = host, self.port == nil || self.port == port else { return false }
    return range.contains(address)
  }
}

/// Why a text is not a pattern of hosts.
package struct NetworkPatternError: Error, Sendable, Hashable {
  package let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension NetworkPattern {
  private static func host(ofURL text: String) -> String {
    let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? ""
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@").last.map(String.init) ?? ""
    return host.isEmpty ? "api.github.com" : host
  }

  private static func range(_ text: String) throws(NetworkPatternError) -> IPRange {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(plain: parts[0]) else {
      throw NetworkPatternError(
        "holds a /: paths are not told apart; write the host alone, or a range such as 10.0.0.0/8")
    }
    guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let prefix = Int(parts[1]),
      let range = IPRange(address, prefix: prefix)
    else {
      throw NetworkPatternError(
        "has the prefix \"\(parts[1])\", not a number from 0 to \(address.isV4 ? 32 : 128); ranges have no port")
    }
    guard range.startsAtPrefix else {
      throw NetworkPatternError("has bits set behind its prefix: write the first address of the range, or one address")
    }
    return range
  }

  private static func split(_ text: String) throws(NetworkPatternError) -> (host: Substring, port: Int?) {
    if text.hasPrefix("[") {
      guard let end = text.lastIndex(of: "]") else { throw NetworkPatternError("has a [ without its ]") }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.first == ":" else { throw NetworkPatternError("has more than a port behind its ]") }
      return (text[text.index(after: text.startIndex)..<end], rest.isEmpty ? nil : try port(rest.dropFirst()))
    }
    guard let colon = text.firstIndex(of: ":") else { return (text[...], nil) }
    if text[text.index(after: colon)...].contains(":") { return (text[...], nil) }
    return (text[..<colon], try port(text[text.index(after: colon)...]))
  }

  private static func port(_ text: Substring) throws(NetworkPatternError) -> Int {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = Int(text), 1...65535 ~= port else {
      throw NetworkPatternError("has the port \"\(text)\", not a number from 1 to 65535; leave it out for every port")
    }
    return port
  }

  private static func host(_ text: Substring, bracketed: Bool) throws(NetworkPatternError) -> Host {
    if let address = IPAddress(plain: text) { return .range(IPRange(address)) }
    guard !bracketed, !text.contains(":") else {
      throw NetworkPatternError("is not an IPv6 address: write it as in [2001:db8::1]:443")
    }
    guard IPAddress(host: text) == nil else {
      throw NetworkPatternError(
        "is a number that systems read as an IP address: write it as four numbers, such as 10.0.0.1")
    }
    if text == "*" { return .any }
    let name = text.hasPrefix("*.") ? text.dropFirst(2) : text
    guard !name.contains("*") else {
      throw NetworkPatternError("has a * in the middle: a * stands alone, or first as in *.example.com")
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isName =
      name.utf8.count <= 253
      && labels.allSatisfy { label in
        1...63 ~= label.utf8.count
          && label.utf8.allSatisfy { PercentEncoding.isAlphanumeric($0) || "-_".utf8.contains($0) }
      }
    guard isName else {
      throw NetworkPatternError(
        "is not a host: write a name, *.example.com, an address or a range, each with a :port if need be")
    }
    return text.hasPrefix("*.") ? .below(name.lowercased()) : .name(name.lowercased())
  }
}
