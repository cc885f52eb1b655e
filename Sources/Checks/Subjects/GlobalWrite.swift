import LuaSyntax

/// An assignment to a global.
struct GlobalWrite {
  let name: String
  let span: SourceSpan
  /// Whether it is `function name() … end`.
  let isFunction: Bool

  /// All of a file.
  static func find(in file: LuaFile) -> [GlobalWrite] {
    var collector = Collector()
    file.chunk?.visit(&collector)
    return collector.writes
  }

  private struct Collector: SyntaxVisitor {
    var writes: [GlobalWrite] = []

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      switch statement.kind {
      case .assignment(let targets, _): for target in targets { note(target, isFunction: false) }
      case .function(let target, _): note(target, isFunction: true)
      default: break
      }
    }

    private mutating func note(_ expression: Expression, isFunction: Bool) {
      guard case .name(let use) = expression.kind, use.isGlobal else { return }
      writes.append(GlobalWrite(name: use.name, span: expression.span, isFunction: isFunction))
    }
  }
}
