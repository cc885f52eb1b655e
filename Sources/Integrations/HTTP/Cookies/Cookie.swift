/// One cookie, as a Set-Cookie header says it (RFC 6265 §5.2, §5.3).
struct Cookie: Sendable, Hashable {
  var name: String
  var value: String
  /// In lower case, without a dot before it.
  var domain: String
  /// Sent to ``domain`` alone, and not to the hosts below it.
  var isHostOnly: Bool
  var path: String
  var isSecure: Bool
  /// Nil for one that lives as long as the jar.
  var expiry: Timestamp?

  /// Nil for what a server may not set, or not there.
  init?(_ header: String, from url: HTTPURL, now: Timestamp) {
    guard header.utf8.count <= 8192, HTTPHeader.isValue(header) else { return nil }
    var parts = header.split(separator: ";", omittingEmptySubsequences: false)
    let pair = parts.removeFirst()
    guard let equals = pair.firstIndex(of: "=") else { return nil }
    name = HTTPHeader.trimmed(String(pair[..<equals]))
    value = HTTPHeader.trimmed(String(pair[pair.index(after: equals)...]))
    guard !name.isEmpty, name.utf8.count + value.utf8.count <= 4096 else { return nil }
    let attributes = Attributes(parts, now: now)
    expiry = attributes.expiry
    isSecure = attributes.isSecure
    path = attributes.path ?? Self.defaultPath(of: url)
    guard let (domain, isHostOnly) = Self.scope(attributes.domain, host: url.host) else { return nil }
    (self.domain, self.isHostOnly) = (domain, isHostOnly)
    guard url.scheme == .https || !isSecure, keepsItsPrefix(hasPath: attributes.path != nil) else { return nil }
  }

  /// Whether it goes with a request (RFC 6265 §5.4).
  func belongs(to url: HTTPURL) -> Bool {
    (url.host == domain || (!isHostOnly && Self.isBelow(url.host, domain)))
      && (url.path == path || url.path.hasPrefix(path.hasSuffix("/") ? path : "\(path)/"))
      && (!isSecure || url.scheme == .https)
  }

  /// Whether two cookies are one and the same, and the later takes the place of the earlier.
  func replaces(_ other: Cookie) -> Bool { name == other.name && domain == other.domain && path == other.path }

  /// Whether a name below `domain` is meant; an address has none.
  private static func isBelow(_ host: String, _ domain: String) -> Bool {
    host.hasSuffix(".\(domain)") && !isAddress(host)
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":")
      || host.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: ".") }
  }

  private static func scope(_ attribute: String?, host: String) -> (domain: String, isHostOnly: Bool)? {
    guard let domain = attribute, !domain.isEmpty else { return (host, true) }
    if domain == host { return (host, isAddress(host) || isPublicSuffix(host)) }
    guard isBelow(host, domain), !isPublicSuffix(domain) else { return nil }
    return (domain, false)
  }

  /// A top-level domain, or one such as co.uk: nobody's own, so that nobody may set a cookie for it.
  private static func isPublicSuffix(_ domain: String) -> Bool {
    let labels = domain.split(separator: ".")
    guard labels.count == 2 else { return labels.count < 2 }
    return labels[1].utf8.count == 2
      && ["ac", "co", "com", "edu", "go", "gov", "mil", "ne", "net", "nom", "or", "org"].contains(labels[0])
  }

  /// RFC 6265 §5.1.4.
  private static func defaultPath(of url: HTTPURL) -> String {
    guard let slash = url.path.lastIndex(of: "/"), slash > url.path.startIndex else { return "/" }
    return String(url.path[..<slash])
  }

  /// What the names "__Secure-…" and "__Host-…" promise (RFC 6265bis §4.1.3).
  private func keepsItsPrefix(hasPath: Bool) -> Bool {
    let name = name.lowercased()
    if name.hasPrefix("__secure-") { return isSecure }
    if name.hasPrefix("__host-") { return isSecure && isHostOnly && hasPath && path == "/" }
    return true
  }
}

extension Cookie {
  /// What follows the name and the value.
  private struct Attributes {
    var expiry: Timestamp?
    var domain: String?
    var path: String?
    var isSecure = false

    init(_ parts: some Sequence<Substring>, now: Timestamp) {
      var maximumAge: Timestamp?
      for part in parts {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let value = sides.count == 2 ? HTTPHeader.trimmed(String(sides[1])) : ""
        switch HTTPHeader.trimmed(String(sides[0])).lowercased() {
        case "expires": expiry = HTTPDate.parse(value) ?? expiry
        case "max-age": maximumAge = Self.instant(after: value, now: now) ?? maximumAge
        case "domain":
          let name = value.hasPrefix(".") ? value.dropFirst() : value[...]
          if !name.isEmpty { domain = name.lowercased() }
        case "path": path = value.hasPrefix("/") ? value : nil
        case "secure": isSecure = true
        default: continue
        }
      }
      expiry = maximumAge ?? expiry
    }

    private static func instant(after seconds: String, now: Timestamp) -> Timestamp? {
      let digits = seconds.hasPrefix("-") ? seconds.dropFirst() : seconds[...]
      guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
      guard !seconds.hasPrefix("-"), let number = Int64(digits) else {
        return Timestamp(milliseconds: seconds.hasPrefix("-") ? .min : .max)
      }
      guard number > 0 else { return Timestamp(milliseconds: .min) }
      return Timestamp(milliseconds: now.milliseconds + min(number, 400 * 86_400) * 1000)
    }
  }
}
