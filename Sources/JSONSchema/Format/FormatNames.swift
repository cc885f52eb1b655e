/// Formats in sentences.
enum FormatNames {
  private static let phrases: [String: String] = [
    "date-time": "a date and time such as 2026-01-31T12:00:00Z", "date": "a date such as 2026-01-31",
    "time": "a time such as 12:00:00Z", "duration": "a duration such as P1DT12H", "email": "an e-mail address",
    "idn-email": "an e-mail address", "hostname": "a host name", "idn-hostname": "a host name",
    "ipv4": "an IPv4 address", "ipv6": "an IPv6 address", "uri": "a URI such as https://example.com/",
    "uri-reference": "a URI or a relative reference", "iri": "an IRI such as https://example.com/",
    "iri-reference": "an IRI or a relative reference", "uuid": "a UUID",
    "uri-template": "a URI template", "json-pointer": "a JSON Pointer such as /a/0",
    "relative-json-pointer": "a relative JSON Pointer such as 1/a", "regex": "a regular expression",
  ]

  static func phrase(_ format: String) -> String { phrases[format] ?? "of the format \(format)" }
}
