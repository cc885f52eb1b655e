import Lua

extension TaskDeclaration {
  /// What `task{}` takes.
  package static let fields = [
    DeclaredField("name", "string", "unique in the integration: [a-z][a-z0-9_]*", required: true),
    DeclaredField("title", "string", "what should be so, for people: \"Branches are protected\"", required: true),
    DeclaredField("description", "string", "why it matters, in a sentence or two"),
    DeclaredField(
      "type", "\"collector\"|\"insight\"", "what the folder says where it is left out; never anything else"),
    DeclaredField("severity", "luahost.Severity", "insights only (default medium)"),
    DeclaredField("order", "integer", "tasks run by ascending order (default 100 for collectors, 500 for insights)"),
    DeclaredField("enabled", "boolean", "whether it runs (default true)"),
    DeclaredField("depends_on", "string[]", "the tasks that must have succeeded; it is skipped otherwise"),
    DeclaredField("timeout", "number", "seconds after which it fails"),
    DeclaredField("remediation", "string", "what to do about a violation; shown with it"),
    DeclaredField("references", "string[]", "links shown with a violation: https://…"),
    DeclaredField(
      "run", "async fun(ctx: luahost.ctx): luahost.Outcome", "fetches or judges, and returns what came of it",
      required: true),
  ]
  private static let keys = fields.map(\.name)

  /// Reads what a file in the folder of `kind` gave to `task{}`.
  init(_ value: LuaValue, in kind: Kind, at location: SourceLocation) throws(DeclarationError) {
    let reader = try DeclarationReader("task", value, keys: Self.keys)
    name = try reader.requiredName()
    title = try reader.requiredText("title")
    description = try reader.text("description")
    self.kind = try reader.oneOf("type", Kind.self) ?? kind
    guard self.kind == kind else {
      throw reader.fault(
        "type is \"\(self.kind.rawValue)\", but the file is in \(kind.folder)/; move the file or the type.")
    }
    let severity = try reader.oneOf("severity", Severity.self)
    if severity != nil, kind == .collector { throw reader.fault("'severity' is for insights only; remove it.") }
    self.severity = severity ?? .medium
    order = try reader.integer("order") ?? kind.defaultOrder
    isEnabled = try reader.boolean("enabled") ?? true
    dependsOn = try reader.texts("depends_on")
    timeout = try reader.seconds("timeout")
    remediation = try reader.text("remediation")
    references = try reader.texts("references")
    guard let run = try reader.function("run") else { throw reader.fault("'run' is required, a function.") }
    self.run = run
    self.location = location
  }
}

extension RunnerDeclaration {
  /// What `runner{}` takes.
  package static let fields = [
    DeclaredField("name", "string", "the name of the folder and of the catalogue's entry", required: true),
    DeclaredField(
      "stage_one", "async fun(ctx: luahost.ctx): table?",
      "runs before all tasks, to log in; what it returns is there as ctx.base(…)"),
  ]

  init(_ value: LuaValue, at location: SourceLocation) throws(DeclarationError) {
    let reader = try DeclarationReader("runner", value, keys: Self.fields.map(\.name))
    name = try reader.requiredText("name")
    stageOne = try reader.function("stage_one")
    self.location = location
  }
}
