/// What a rockspec asks for: a rock and the versions of it that will do, `penlight >= 1.13, < 2`.
package struct RockDependency: Sendable, Hashable, CustomStringConvertible {
  /// In lower case, as LuaRocks compares names.
  package let name: String
  /// As it was written.
  package let description: String
  private let constraints: [Constraint]

  private struct Constraint: Hashable {
    let comparison: String
    let version: RockVersion
  }

  /// The longer ones first: `>=` begins with `>`.
  private static let comparisons = ["==", "~=", "~>", "<=", ">=", "<", ">", "="]

  /// - Returns: nil for text that is no dependency.
  package init?(_ text: String) {
    let trimmed = text.split(separator: " ").joined(separator: " ")
    let name = trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.+/".contains($0)) }
    guard let first = name.first, first.isLetter || first.isNumber else { return nil }
    self.name = name.lowercased()
    description = trimmed
    let rest = trimmed.dropFirst(name.count)
    var constraints: [Constraint] = []
    for part in rest.split(separator: ",") {
      guard let constraint = Self.constraint(part) else { return nil }
      constraints.append(constraint)
    }
    if constraints.isEmpty, rest.contains(where: { $0 != " " }) { return nil }
    self.constraints = constraints
  }

  private static func constraint(_ text: Substring) -> Constraint? {
    let text = text.drop { $0 == " " }
    let comparison = comparisons.first { text.hasPrefix($0) }
    let version = text.dropFirst(comparison?.count ?? 0).drop { $0 == " " }
    let trimmed = version.reversed().drop { $0 == " " }.reversed()
    guard let version = RockVersion(String(trimmed)) else { return nil }
    return Constraint(comparison: comparison ?? "==", version: version)
  }

  /// Whether a version will do.
  package func accepts(_ version: RockVersion) -> Bool {
    constraints.allSatisfy { constraint in
      switch constraint.comparison {
      case "~=": version != constraint.version
      case "~>": version.begins(with: constraint.version)
      case "<": version < constraint.version
      case "<=": version <= constraint.version
      case ">": version > constraint.version
      case ">=": version >= constraint.version
      default: version == constraint.version
      }
    }
  }
}
