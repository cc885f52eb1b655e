/// A named check of strings.
struct Format: Sendable {
  let name: String
  let accepts: @Sendable (String) -> Bool

  /// The format of a name, nil where it is unknown.
  static func named(_ name: String) -> Format? { FormatTable.checks[name].map { Format(name: name, accepts: $0) } }
}

enum FormatTable {
  static let checks: [String: @Sendable (String) -> Bool] = [:]
}
