import JSONSchema

/// Secrets in messages.
enum SecretText {
  /// A text without a secret value.
  static func hide(_ secret: JSONValue, in text: String) -> String {
    hide([secret.stringValue ?? secret.description], in: text)
  }

  /// A text without secret texts; empty ones hide nothing.
  static func hide(_ secrets: [String], in text: String) -> String {
    secrets.reduce(text) { text, secret in
      guard !secret.isEmpty else { return text }
      return text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "••••")
    }
  }
}
