import LuaSyntax

/// Functions that wait where Lua cannot suspend the caller: in functions that C code calls (manual §4.5).
struct UnyieldableWaitRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unyieldable-wait", severity: .error, summary: "A function waits where Lua cannot suspend the script.")

  private static let waitingMembers: Set = ["get_data", "get_result", "get_message", "succeeded"]

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.scripts.flatMap { file -> [Finding] in
      var collector = Callbacks(functions: file.functions)
      file.chunk?.visit(&collector)
      guard !collector.found.isEmpty else { return [] }
      let waits = waits(in: file, integration)
      var seen: Set<SourceSpan> = []
      return collector.found.flatMap { callback -> [Finding] in
        let spans = file.functions.reachable(from: [callback.body]).map { $0.span.start.offset..<$0.span.end }
        return waits.filter { wait in
          spans.contains { $0.contains(wait.span.start.offset) } && seen.insert(wait.span).inserted
        }.map { wait in
          finding(
            file, wait.span, "\(wait.name) waits, but Lua cannot suspend a script inside \(callback.construct).",
            fix: "Do it before, keep what it gives in a table, and look it up here.")
        }
      }
    }
  }

  private struct Wait {
    var name: String
    var span: SourceSpan
  }

  private func waits(in file: LuaFile, _ integration: IntegrationSubject) -> [Wait] {
    var waits: [Wait] = []
    for (use, suffixes, span) in file.chains where use.isGlobal {
      switch (use.name, suffixes[0].kind, suffixes.dropFirst().first?.kind) {
      case ("sleep", .call, _): waits.append(Wait(name: "sleep", span: span))
      case ("http", .field(let name), .call?) where name != "is_error" && name != "client":
        waits.append(Wait(name: "http.\(name)", span: span))
      case ("async", .field(let name), .call?): waits.append(Wait(name: "async.\(name)", span: span))
      default: break
      }
    }
    for use in integration.uses
    where use.file === file && use.isCertain && use.isCall && Self.waitingMembers.contains(use.member) {
      waits.append(Wait(name: "ctx.\(use.member)", span: use.span))
    }
    return waits
  }
}

/// Functions that are given to C code, which cannot be suspended.
private struct Callbacks: SyntaxVisitor {
  struct Callback {
    var body: FunctionBody
    var construct: String
  }

  let functions: FunctionMap
  var found: [Callback] = []

  init(functions: FunctionMap) { self.functions = functions }

  private static let metamethods: Set = ["__tostring", "__gc"]

  mutating func visit(_ statement: Statement, in context: VisitContext) {
    switch statement.kind {
    case .function(let target, let body): noteMetamethod(Self.field(of: target), body)
    case .assignment(let targets, let values):
      for (target, value) in zip(targets, values) {
        noteMetamethod(Self.field(of: target), functions.function(of: value))
      }
    default: break
    }
  }

  private static func field(of target: Expression) -> String? {
    guard case .suffixed(_, let suffixes) = target.kind, case .field(let name)? = suffixes.last?.kind else {
      return nil
    }
    return name
  }

  private mutating func noteMetamethod(_ name: String?, _ body: FunctionBody?) {
    guard let name, Self.metamethods.contains(name) else { return }
    add(body, "the metamethod \(name)")
  }

  private mutating func add(_ body: FunctionBody?, _ construct: String) {
    guard let body else { return }
    found.append(Callback(body: body, construct: construct))
  }

  mutating func visit(_ expression: Expression, in context: VisitContext) {
    switch expression.kind {
    case .table(let fields):
      for field in fields {
        if case .name(let name) = field.key { noteMetamethod(name, functions.function(of: field.value)) }
      }
    case .suffixed(let prefix, let suffixes): call(prefix, suffixes)
    default: break
    }
  }

  private mutating func call(_ prefix: Expression, _ suffixes: [Suffix]) {
    guard case .name(let use) = prefix.kind, use.isGlobal, let first = suffixes.first else { return }
    switch (use.name, first.kind) {
    case ("xpcall", .call(let arguments)) where arguments.count >= 2:
      add(functions.function(of: arguments[1]), "an xpcall message handler")
    case ("load", .call(let arguments)):
      add(arguments.first.flatMap(functions.function(of:)), "a reader function of load")
    default: break
    }
  }
}
