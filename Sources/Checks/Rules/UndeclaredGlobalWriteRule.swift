import LuaSyntax

/// Assignments to globals: an error when they run.
struct UndeclaredGlobalWriteRule: IntegrationRule {
  static let description = RuleDescription(
    id: "undeclared-global-write", severity: .error, summary: "A script assigns to a global.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.scripts.flatMap { file in
      var collector = Collector()
      file.chunk?.visit(&collector)
      return collector.targets.map { target in
        finding(
          file, target.span, "'\(target.name)' is a global: nothing can be assigned to it.",
          fix: target.isFunction
            ? "Write 'local function \(target.name)'." : "Write 'local \(target.name)' where it is first set.")
      }
    }
  }

  /// Where globals are assigned to.
  static func targets(in file: LuaFile) -> Set<SourceSpan> {
    var collector = Collector()
    file.chunk?.visit(&collector)
    return Set(collector.targets.map(\.span))
  }

  private struct Collector: SyntaxVisitor {
    struct Target {
      var name: String
      var span: SourceSpan
      var isFunction: Bool
    }

    var targets: [Target] = []

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      switch statement.kind {
      case .assignment(let expressions, _): for target in expressions { note(target, isFunction: false) }
      case .function(let target, _): note(target, isFunction: true)
      default: break
      }
    }

    private mutating func note(_ expression: Expression, isFunction: Bool) {
      guard case .name(let use) = expression.kind, use.isGlobal else { return }
      targets.append(Target(name: use.name, span: expression.span, isFunction: isFunction))
    }
  }
}
