import Integrations
import LuaSyntax

/// Keys of `ctx.base("…")` that stage one never returns.
struct UnknownBaseKeyRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-base-key", severity: .error, summary: "ctx.base is asked for what stage one never returns.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard let keys = keys(of: integration) else { return [] }
    return integration.uses.filter { $0.isCertain && $0.member == "base" }.flatMap { use in
      (use.values ?? []).filter { !keys.contains($0.value) }.map { literal in
        let nearest = Suggestion.nearest(to: literal.value, in: keys)
        return finding(
          use.file, literal.span, "ctx.base: stage one never returns '\(literal.value)'.",
          fix: nearest.map { "Write \"\($0)\"." } ?? "Add it to what stage_one in entry.lua returns.")
      }
    }
  }

  /// What stage one may return; nil where that cannot be known.
  private func keys(of integration: IntegrationSubject) -> Set<String>? {
    guard let runner = integration.runner else { return nil }
    guard runner.field("stage_one") != nil else { return [] }
    guard let body = runner.function("stage_one") else { return nil }
    var returns = Returns()
    body.visit(&returns)
    var keys: Set<String> = []
    for values in returns.values {
      guard let value = values.first else { continue }
      guard let fields = Self.keys(of: value) else { return nil }
      keys.formUnion(fields)
    }
    return keys
  }

  private static func keys(of expression: Expression) -> [String]? {
    switch expression.kind {
    case .nil: return []
    case .parenthesized(let inner): return keys(of: inner)
    case .table(let fields):
      var keys: [String] = []
      for field in fields {
        switch field.key {
        case .name(let name): keys.append(name)
        case .expression(let key):
          guard case .string(let bytes) = key.kind else { return nil }
          keys.append(String(decoding: bytes, as: UTF8.self))
        case .positional: return nil
        }
      }
      return keys
    default: return nil
    }
  }

  private struct Returns: SyntaxVisitor {
    var values: [[Expression]] = []

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      guard context.functions.count == 1, case .return(let values) = statement.kind else { return }
      self.values.append(values)
    }
  }
}
