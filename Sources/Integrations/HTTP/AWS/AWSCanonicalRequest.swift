/// The text of a request over which AWS and its client both compute the signature.
struct AWSCanonicalRequest {
  /// The whole text.
  let bytes: [UInt8]
  /// `host;x-amz-date`: the names of the headers in it.
  let signedHeaders: String

  /// - Parameters:
  ///   - path: as it is sent, percent-encoded.
  ///   - query: as it is sent, percent-encoded, without its `?`.
  ///   - keepsPath: leaves the path as it is (S3); otherwise it is normalised, and encoded once more.
  init(
    method: String, path: String, query: String, headers: [HTTPHeader], payloadHash: String, keepsPath: Bool
  ) {
    var text = [UInt8]()
    text.reserveCapacity(512)
    text += method.utf8
    text.append(Self.lineFeed)
    AWSCanonicalPath.append(path, keepingIt: keepsPath, to: &text)
    text.append(Self.lineFeed)
    AWSCanonicalQuery.append(query, to: &text)
    text.append(Self.lineFeed)
    signedHeaders = Self.append(headers, to: &text)
    text.append(Self.lineFeed)
    text += signedHeaders.utf8
    text.append(Self.lineFeed)
    text += payloadHash.utf8
    bytes = text
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")

  /// What a proxy or the transport may change or add on the way.
  private static let unsigned: Set<String> = [
    "accept-encoding", "authorization", "connection", "cookie", "expect", "keep-alive", "proxy-authorization",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
  ]

  /// Adds a line a name, sorted, and gives the names.
  private static func append(_ headers: [HTTPHeader], to text: inout [UInt8]) -> String {
    var values: [String: [String]] = [:]
    for header in headers {
      let name = header.name.lowercased()
      if !unsigned.contains(name) { values[name, default: []].append(header.value) }
    }
    let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      text += name.utf8
      text.append(UInt8(ascii: ":"))
      for (index, value) in (values[name] ?? []).enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        append(value: value, to: &text)
      }
      text.append(lineFeed)
    }
    return names.joined(separator: ";")
  }

  /// The value without white space around it, and one space for each run of it inside.
  private static func append(value: String, to text: inout [UInt8]) {
    let start = text.count
    for byte in value.utf8 {
      let byte = byte == UInt8(ascii: "\t") ? space : byte
      if byte == space, text.count == start || text.last == space { continue }
      text.append(byte)
    }
    if text.count > start, text.last == space { text.removeLast() }
  }
}
