import Integrations

/// The Base64 of texts, as it stands inside the Base64 of a longer text: what a `Basic` credential makes of a password.
enum EncodedSecrets {
  /// Shorter ones would be found in what has nothing to do with them.
  private static let shortest = 8

  /// The secrets, and what of each is the same wherever in a Base64 text it stands, in both alphabets (RFC 4648 §4, §5).
  static func of(_ secrets: [String]) -> [String] {
    secrets + secrets.filter { $0.utf8.count >= shortest }.flatMap(base64)
  }

  private static func base64(_ secret: String) -> [String] {
    (0..<3).flatMap { offset in
      let bytes = [UInt8](repeating: 0, count: offset) + Array(secret.utf8)
      let whole = bytes.count / 3 * 4 + [0, 1, 2][bytes.count % 3]
      let text = String(Base64.encode(bytes).prefix(whole).dropFirst([0, 2, 3][offset]))
      return [text, text.replacing("+", with: "-").replacing("/", with: "_")]
    }
  }
}
