/// Hides the values of secrets wherever they turn up in text.
struct SecretMask: Sendable {
  static let mask = "••••"

  /// Longest first, so that a secret inside another leaves nothing of it; each also as JSON escapes it.
  private let needles: [[UInt8]]

  /// Values of fewer than four bytes are left alone: they would turn up by chance.
  init(_ secrets: [String]) {
    var needles: Set<[UInt8]> = []
    for secret in secrets where secret.utf8.count >= 4 {
      needles.insert(Array(secret.utf8))
      needles.insert(Self.escaped(secret))
    }
    self.needles = needles.sorted { $0.count > $1.count }
  }

  func apply(to text: String) -> String {
    guard !needles.isEmpty else { return text }
    return String(decoding: apply(to: Array(text.utf8)), as: UTF8.self)
  }

  /// Masks text, or a JSON document: the mask needs no escaping.
  func apply(to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for needle in needles { bytes = Self.replace(needle, in: bytes) }
    return bytes
  }

  private static func replace(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    var index = 0
    while index + needle.count <= bytes.count {
      if bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle) {
        result += bytes[start..<index] + Array(mask.utf8)
        index += needle.count
        start = index
      } else {
        index += 1
      }
    }
    return start == 0 ? bytes : result + bytes[start...]
  }

  private static func escaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\t"): bytes += Array("\\t".utf8)
      case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
