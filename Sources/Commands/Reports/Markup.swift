/// Text of scripts for XML 1.0 and HTML: nothing of it is taken for markup, and the document stays well-formed.
enum Markup {
  /// Escapes a text. What XML cannot hold, and what reorders or hides text, becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F || isSpecial($0) }) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if let entity = entity(scalar) {
        result.append(contentsOf: entity.utf8)
      } else {
        result.append(contentsOf: UTF8.encode(isPlain(scalar) ? scalar : "\u{FFFD}") ?? .init())
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The same for a value between quotes: line ends survive the normalisation of attributes (XML 1.0 §3.3.3).
  static func attribute(_ text: String) -> String {
    escaped(text).replacing("\t", with: "&#9;").replacing("\n", with: "&#10;")
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "'")
  }

  private static func entity(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    case "\r": "&#13;"
    default: nil
    }
  }

  /// Whether XML 1.0 (§2.2) and HTML (§13.2.3.5) take it as a character of a text.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: true
    case 0..<0x20, 0x7F...0x9F, 0xFDD0...0xFDEF: false
    default: scalar.value & 0xFFFE != 0xFFFE && !Console.reorders(scalar)
    }
  }
}
