import Integrations

/// What two requests have in common that get the same answers: method, URL, body and the headers that choose an answer,
/// without what is another each time. Made from a masked request, recorded or sent.
struct RequestKey: Hashable, Sendable {
  let method: String
  /// Its query sorted.
  let url: String
  /// `name: value`, sorted.
  let headers: [String]
  let body: [UInt8]?

  private static let choosingHeaders: Set<String> = [
    "accept", "if-modified-since", "if-none-match", "range", "soapaction", "x-amz-target", "x-http-method-override",
  ]

  init(_ request: Recording.Request) {
    method = request.method
    url = VolatileText.steady(url: request.url)
    headers = request.headers.filter { Self.choosingHeaders.contains($0.name.lowercased()) }
      .map { "\($0.name.lowercased()): \($0.value)" }.sorted()
    body = request.body.map(VolatileText.steady(body:))
  }

  /// Sixteen digits that are others for another key.
  var hash: String {
    var hash = FNV1a()
    for text in [method, url] + headers { hash.add(Array(text.utf8)) }
    if let body { hash.add(body) }
    let digits = String(hash.value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

/// FNV-1a with 64 bits: to tell names apart, not to keep anything safe.
struct FNV1a {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    value = (value ^ 0xFF) &* 0x0100_0000_01b3
  }
}
