import Integrations

/// Keys of `ctx.base("…")` that stage one never returns.
struct UnknownBaseKeyRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-base-key", severity: .error, summary: "ctx.base is asked for what stage one never returns.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard let keys = BaseFields(integration)?.values.keys.sorted() else { return [] }
    return integration.uses.filter { $0.isCertain && $0.member == "base" }.flatMap { use in
      (use.values ?? []).filter { !keys.contains($0.value) }.map { literal in
        let nearest = Suggestion.nearest(to: literal.value, in: keys)
        return finding(
          use.file, literal.span, "ctx.base: stage one never returns '\(literal.value)'.",
          fix: nearest.map { "Write \"\($0)\"." } ?? "Add it to what stage_one in entry.lua returns.")
      }
    }
  }
}
