import LuaSyntax

/// A member of `ctx` where it is used.
struct ContextUse {
  let file: LuaFile
  /// `get_data`, `base`, `config.get`, …
  let member: String
  /// Whether what it is a member of is `ctx` for certain, not another object with such a method.
  let isCertain: Bool
  /// Whether it is called; otherwise it is handed on.
  let isCall: Bool
  /// The first argument, the object of a call such as `ctx:get_data("x")` not counted.
  let argument: Expression?
  /// What the argument may be; nil where that cannot be known.
  let values: [Literal]?
  let span: SourceSpan

  /// Functions whose argument names a task.
  static let taskFunctions: Set = [
    "get_data", "get_result", "get_message", "get_status", "succeeded", "has_result", "get_logs", "get_errors",
    "get_controls",
  ]

  /// All uses in a file.
  /// - Parameter contexts: parameters that are `ctx` whatever they are called.
  static func find(in file: LuaFile, contexts: Set<ObjectIdentifier>) -> [ContextUse] {
    var uses: [ContextUse] = []
    for expression in file.expressions {
      guard case .suffixed(let prefix, let suffixes) = expression.kind else { continue }
      let isContext = isContext(prefix, contexts)
      // With other prefixes, `ctx` may come later: `self.ctx.get_data("x")`.
      for index in suffixes.indices {
        if let use = use(in: file, suffixes[index...], isCertain: isContext && index == 0) { uses.append(use) }
      }
    }
    return uses
  }

  private static func isContext(_ prefix: Expression, _ contexts: Set<ObjectIdentifier>) -> Bool {
    guard case .name(let use) = prefix.kind else { return false }
    return use.name == "ctx" || use.variable.map { contexts.contains(ObjectIdentifier($0)) } ?? false
  }

  private static func use(in file: LuaFile, _ suffixes: ArraySlice<Suffix>, isCertain: Bool) -> ContextUse? {
    guard let first = suffixes.first else { return nil }
    let rest = suffixes.dropFirst()
    switch first.kind {
    case .field("config"): return isCertain ? configUse(in: file, rest) : nil
    case .field(let name) where isCertain || taskFunctions.contains(name):
      var arguments: [Expression]?
      if case .call(let list)? = rest.first?.kind { arguments = list }
      return make(file, name, isCertain, arguments, first.span)
    case .method(let name, let arguments) where isCertain || taskFunctions.contains(name):
      return make(file, name, isCertain, arguments, first.span)
    default: return nil
    }
  }

  private static func make(
    _ file: LuaFile, _ member: String, _ isCertain: Bool, _ arguments: [Expression]?, _ span: SourceSpan
  ) -> ContextUse {
    let argument = arguments?.first
    return ContextUse(
      file: file, member: member, isCertain: isCertain, isCall: arguments != nil, argument: argument,
      values: argument.flatMap(file.literals.values), span: argument?.span ?? span)
  }

  /// What follows `ctx.config`.
  private static func configUse(in file: LuaFile, _ suffixes: ArraySlice<Suffix>) -> ContextUse? {
    guard let first = suffixes.first else { return nil }
    switch first.kind {
    case .field("get"):
      guard case .call(let arguments)? = suffixes.dropFirst().first?.kind else { return nil }
      return make(file, "config.get", true, arguments, first.span)
    case .method("get", let arguments): return make(file, "config.get", true, arguments, first.span)
    case .field(let name):
      return ContextUse(
        file: file, member: "config.get", isCertain: true, isCall: true, argument: nil,
        values: [Literal(value: name, span: first.span)], span: first.span)
    case .index(let key): return make(file, "config.get", true, [key], first.span)
    default: return nil
    }
  }
}
