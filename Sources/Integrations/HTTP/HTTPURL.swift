/// An absolute `http` or `https` URL, taken apart once so that what is checked is what is sent.
///
/// Parsing is stricter than RFC 3986 where leniency would be ambiguous: no user name in it, a host of plain letters,
/// digits, `-`, `_` and `.` or an IP address, no control characters. Path and query are percent-encoded where the
/// text was not; a fragment is dropped.
package struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  package enum Scheme: String, Sendable {
    case http, https

    package var defaultPort: Int { self == .http ? 80 : 443 }

    /// In any case.
    fileprivate init?(_ bytes: ArraySlice<UInt8>) {
      // The bytes of a scheme are ASCII: what the mask makes of them is the letter in lower case, or no letter.
      let lower = bytes.reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1 | 0x20) }
      switch (bytes.count, lower) {
      case (4, 0x68_74_74_70): self = .http
      case (5, 0x68_74_74_70_73): self = .https
      default: return nil
      }
    }
  }

  package var scheme: Scheme
  /// In lower case; an IPv6 address without its brackets.
  package var host: String
  /// The port to connect to, whether it was written or not.
  package var port: Int
  /// Starts with `/`; percent-encoded.
  package var path: String
  /// Without its `?`; percent-encoded; nil where there is none.
  package var query: String?

  package init(_ text: String) throws(HTTPURLError) { try self.init(bytes: Array(text.utf8)) }

  package init(bytes: [UInt8]) throws(HTTPURLError) {
    let parts = URLParts(bytes)
    try Self.refuseControlCharacters(bytes)
    guard let schemeBytes = parts.scheme, let authority = parts.authority else { throw .notAbsolute }
    guard let scheme = Scheme(schemeBytes) else {
      throw .unsupportedScheme(String(decoding: schemeBytes, as: UTF8.self))
    }
    self.scheme = scheme
    (host, port) = try Self.parse(authority: authority, scheme: scheme)
    path = Self.path(parts.path)
    query = parts.query.map { PercentEncoding.repair($0, inQuery: true) }
  }

  package var description: String {
    let digits = digits
    // Beside the parts: "https://", brackets, ":" and "?".
    let size = host.utf8.count + digits.utf8.count + path.utf8.count + (query?.utf8.count ?? 0) + 12
    return String(unsafeUninitializedCapacity: size) { room in
      var pen = BytePen(UnsafeMutableRawBufferPointer(room))
      pen.write(scheme == .http ? "http://" : "https://")
      write(authority: digits, with: &pen)
      pen.write(path)
      if let query {
        pen.write("?")
        pen.write(query)
      }
      return pen.written
    }
  }

  /// Path and query, as a request has them (RFC 9112 §3.2.1).
  package var target: String { query.map { "\(path)?\($0)" } ?? path }

  /// `host` or `host:port`, as a Host header has it (RFC 9110 §7.2).
  package var authority: String {
    let digits = digits
    return String(unsafeUninitializedCapacity: host.utf8.count + digits.utf8.count + 3) { room in
      var pen = BytePen(UnsafeMutableRawBufferPointer(room))
      write(authority: digits, with: &pen)
      return pen.written
    }
  }

  /// Of the port; empty where it need not be written.
  private var digits: String { port == scheme.defaultPort ? "" : String(port) }

  private func write(authority digits: String, with pen: inout BytePen) {
    pen.write(Self.bracketed(host))
    guard !digits.isEmpty else { return }
    pen.write(":")
    pen.write(digits)
  }

  /// `host:port`, the port always written: what was connected to.
  package var endpoint: String { "\(Self.bracketed(host)):\(port)" }

  /// Whether credentials meant for this URL may go to the other one (RFC 6454 §4).
  package func isSameOrigin(as other: HTTPURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// A host as it stands before a port: an IPv6 address in brackets (RFC 3986 §3.2.2).
  package static func bracketed(_ host: String) -> String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host }
}

extension HTTPURL {
  /// Adds to the query, keeping what is there. `encoded` is percent-encoded already.
  package mutating func appendQuery(_ encoded: String) {
    guard !encoded.isEmpty else { return }
    if let query, !query.isEmpty { self.query = "\(query)&\(encoded)" } else { query = encoded }
  }

  /// What a reference such as a Location header means when it is found here (RFC 3986 §5.2). User names in it are
  /// dropped.
  package func resolving(_ reference: String) throws(HTTPURLError) -> HTTPURL {
    let bytes = Array(reference.utf8)
    try Self.refuseControlCharacters(bytes)
    let parts = URLParts(bytes)
    if parts.scheme != nil {
      guard parts.authority != nil else {
        throw .unsupportedScheme(String(decoding: parts.scheme ?? [], as: UTF8.self))
      }
      return try HTTPURL(bytes: parts.withoutUserInformation).removingDotSegments()
    }
    var target = self
    target.query = parts.query.map { PercentEncoding.repair($0, inQuery: true) }
    if let authority = parts.authority {
      let host = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
      (target.host, target.port) = try Self.parse(authority: host, scheme: scheme)
      target.path = Self.path(parts.path)
    } else if parts.path.isEmpty {
      target.query = target.query ?? query
    } else if parts.path.first == UInt8(ascii: "/") {
      target.path = Self.path(parts.path)
    } else {
      let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
      target.path = folder + PercentEncoding.repair(parts.path, inQuery: false)
    }
    return target.removingDotSegments()
  }

  /// RFC 3986 §5.2.4.
  private func removingDotSegments() -> HTTPURL {
    var kept: [Substring] = []
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".", "..":
        if segment == "..", !kept.isEmpty { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    var clean = self
    clean.path = "/" + kept.joined(separator: "/")
    return clean
  }
}

extension HTTPURL {
  private static func path(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.isEmpty ? "/" : PercentEncoding.repair(bytes, inQuery: false)
  }

  private static func refuseControlCharacters(_ bytes: [UInt8]) throws(HTTPURLError) {
    if let index = bytes.firstIndex(where: { $0 < 0x20 || $0 == 0x7F }) { throw .controlCharacter(position: index + 1) }
  }

  private static func parse(authority: ArraySlice<UInt8>, scheme: Scheme) throws(HTTPURLError) -> (
    host: String, port: Int
  ) {
    guard !authority.contains(UInt8(ascii: "@")) else { throw .credentials }
    var host = authority
    var port = scheme.defaultPort
    if let colon = authority.lastIndex(of: UInt8(ascii: ":")), authority.last != UInt8(ascii: "]") {
      let digits = String(decoding: authority[(colon + 1)...], as: UTF8.self)
      host = authority[..<colon]
      if !digits.isEmpty {
        guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let number = Int(digits),
          1...65535 ~= number
        else { throw .badPort(digits) }
        port = number
      }
    }
    return (try parse(host: host), port)
  }

  private static func parse(host: ArraySlice<UInt8>) throws(HTTPURLError) -> String {
    let text = String(decoding: host, as: UTF8.self).lowercased()
    guard !host.isEmpty else { throw .noHost }
    if isName(host) { return text }
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
      let address = host.dropFirst().dropLast()
      let isAddress =
        address.contains(UInt8(ascii: ":"))
        && address.allSatisfy { PercentEncoding.isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
      guard isAddress else { throw .badHost(text) }
      return String(text.dropFirst().dropLast())
    }
    if host.contains(where: { $0 >= 0x80 }) { throw .internationalHost(text) }
    throw .badHost(text)
  }

  /// Labels of letters, digits, `-` and `_`; none is empty but one behind a last dot.
  private static func isName(_ host: ArraySlice<UInt8>) -> Bool {
    guard host.count <= 253 else { return false }
    var labelLength = 0
    for (offset, byte) in host.enumerated() {
      switch byte {
      case UInt8(ascii: "."):
        if labelLength == 0 { return false }
        labelLength = 0
        if offset == host.count - 1 { return true }
      case UInt8(ascii: "-"), UInt8(ascii: "_"): labelLength += 1
      default:
        guard PercentEncoding.isAlphanumeric(byte) else { return false }
        labelLength += 1
      }
    }
    return labelLength > 0
  }
}
