import Integrations
import JSONSchema

/// Values of the config that its schema does not know.
struct UnknownConfigKeyRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-config-key", severity: .error, summary: "ctx.config is asked for what the schema does not know.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard let entry = integration.entry, let known = Self.names(in: entry.value["schema"]) else { return [] }
    return integration.uses.filter { $0.member == "config.get" }.flatMap { use in
      (use.values ?? []).filter { !known.contains($0.value) }.map { literal in
        let nearest = Suggestion.nearest(to: literal.value, in: known)
        return finding(
          use.file, literal.span, "ctx.config: the schema of '\(entry.name)' has no property '\(literal.value)'.",
          fix: nearest.map { "Write '\($0)'." } ?? "Add it to \"properties\" of the schema in \(Catalogue.fileName).")
      }
    }
  }

  /// The names that a config may have; nil where it may have any.
  private static func names(in document: JSONValue?) -> [String]? {
    guard let document, let schema = try? Schema(document) else { return nil }
    let names = schema.propertyNames(at: JSONPointer(), in: .object([:]))
    if document["additionalProperties"] == .bool(false) || document["unevaluatedProperties"] == .bool(false) {
      return document["patternProperties"] == nil ? names : nil
    }
    let open = ["additionalProperties", "unevaluatedProperties", "patternProperties"]
    return names.isEmpty || open.contains { document[$0] != nil } ? nil : names
  }
}
