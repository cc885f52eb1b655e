import Integrations

/// The facts of a connection in a recording: `tls.version`, `tls.subject` …, and a `tls.name` for each name.
extension TLSFacts {
  static let recordedNames: Set<String> = [
    "tls.version", "tls.subject", "tls.issuer", "tls.not-before", "tls.expires", "tls.name",
  ]

  var recorded: [(name: String, value: String)] {
    [
      ("tls.version", version), ("tls.subject", subject), ("tls.issuer", issuer), ("tls.not-before", notBefore),
      ("tls.expires", expires),
    ] + names.map { ("tls.name", $0) }
  }

  /// Nil where a recording has none of them.
  init?(recorded facts: [String: [String]]) {
    guard !facts.isEmpty else { return nil }
    func value(_ name: String) -> String { facts["tls.\(name)"]?.last ?? "" }
    self.init(
      version: value("version"), subject: value("subject"), issuer: value("issuer"), notBefore: value("not-before"),
      expires: value("expires"), names: facts["tls.name"] ?? [])
  }
}
