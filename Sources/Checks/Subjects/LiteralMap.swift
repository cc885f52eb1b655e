import LuaSyntax

/// A text in a script, and where it stands.
struct Literal: Hashable {
  var value: String
  var span: SourceSpan
}

/// The texts that local variables hold, where that is plain to see: `local x = "a"`, `for _, x in ipairs { "a", "b" }`.
struct LiteralMap {
  private var texts: [ObjectIdentifier: [Literal]] = [:]

  init(_ file: LuaFile) {
    guard let chunk = file.chunk else { return }
    var collector = Collector()
    chunk.visit(&collector)
    texts = collector.texts
  }

  /// What an expression may be; nil where that cannot be known.
  func values(of expression: Expression) -> [Literal]? {
    switch expression.kind {
    case .string(let bytes): [Literal(value: String(decoding: bytes, as: UTF8.self), span: expression.span)]
    case .name(let use): use.variable.flatMap { texts[ObjectIdentifier($0)] }
    case .parenthesized(let inner): values(of: inner)
    default: nil
    }
  }

  private struct Collector: SyntaxVisitor {
    var texts: [ObjectIdentifier: [Literal]] = [:]
    private var lists: [ObjectIdentifier: [Literal]] = [:]

    init() {}

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      switch statement.kind {
      case .local(let variables, let values):
        for (variable, value) in zip(variables, values) where variable.writes == 0 {
          if case .string(let bytes) = value.kind {
            texts[ObjectIdentifier(variable)] = [
              Literal(value: String(decoding: bytes, as: UTF8.self), span: value.span)
            ]
          }
          // Read once, by the loop: nothing is added to it.
          if variable.reads == 1 { lists[ObjectIdentifier(variable)] = list(value) }
        }
      case .genericFor(let variables, let values, _):
        guard variables.count == 2, let list = values.first.flatMap(ipairsList) else { return }
        texts[ObjectIdentifier(variables[1])] = list
      default: break
      }
    }

    private func ipairsList(_ expression: Expression) -> [Literal]? {
      guard case .suffixed(let prefix, let suffixes) = expression.kind, suffixes.count == 1,
        case .name(let use) = prefix.kind, use.isGlobal, use.name == "ipairs",
        case .call(let arguments) = suffixes[0].kind, let list = arguments.first
      else { return nil }
      if case .name(let use) = list.kind { return use.variable.flatMap { lists[ObjectIdentifier($0)] } }
      return self.list(list)
    }

    private func list(_ expression: Expression) -> [Literal]? {
      guard case .table(let fields) = expression.kind, !fields.isEmpty else { return nil }
      var literals: [Literal] = []
      for field in fields {
        guard case .positional = field.key, case .string(let bytes) = field.value.kind else { return nil }
        literals.append(Literal(value: String(decoding: bytes, as: UTF8.self), span: field.value.span))
      }
      return literals
    }
  }
}
