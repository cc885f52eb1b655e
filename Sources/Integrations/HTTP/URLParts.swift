/// The five components of a URL or a reference, cut as RFC 3986 appendix B says, unchecked and undecoded. The
/// fragment is dropped.
struct URLParts {
  var scheme: ArraySlice<UInt8>?
  var authority: ArraySlice<UInt8>?
  var path: ArraySlice<UInt8>
  var query: ArraySlice<UInt8>?

  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
    if let colon = Self.endOfScheme(rest) {
      scheme = rest[..<colon]
      rest = rest[(colon + 1)...]
    }
    if rest.count >= 2, rest[rest.startIndex] == UInt8(ascii: "/"), rest[rest.startIndex + 1] == UInt8(ascii: "/") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      authority = rest[..<end]
      rest = rest[end...]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = rest[(mark + 1)...]
      rest = rest[..<mark]
    }
    path = rest
  }

  /// The whole again, without `user:password@`.
  var withoutUserInformation: [UInt8] {
    let host = authority?.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
    return Array(scheme ?? []) + "://".utf8 + host + path + (query.map { [UInt8(ascii: "?")] + $0 } ?? [])
  }

  private static func endOfScheme(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex else { return nil }
    let name = bytes[..<colon]
    let isScheme = name.allSatisfy {
      switch $0 {
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: PercentEncoding.isAlphanumeric($0)
      }
    }
    guard isScheme, let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return nil }
    return colon
  }
}
