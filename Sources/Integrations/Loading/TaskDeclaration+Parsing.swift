import Lua

extension TaskDeclaration {
  private static let keys = [
    "name", "title", "description", "type", "severity", "order", "enabled", "depends_on", "timeout", "remediation",
    "references", "run",
  ]

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
  init(_ value: LuaValue, at location: SourceLocation) throws(DeclarationError) {
    let reader = try DeclarationReader("runner", value, keys: ["name", "stage_one"])
    name = try reader.requiredText("name")
    stageOne = try reader.function("stage_one")
    self.location = location
  }
}
