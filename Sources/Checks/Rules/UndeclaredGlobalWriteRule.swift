/// Assignments to globals: an error when they run.
struct UndeclaredGlobalWriteRule: IntegrationRule {
  static let description = RuleDescription(
    id: "undeclared-global-write", severity: .error, summary: "A script assigns to a global.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    (integration.scripts + integration.tests).flatMap { file in
      file.globalWrites.map { write in
        finding(
          file, write.span, "'\(write.name)' is a global: nothing can be assigned to it.",
          fix: write.isFunction
            ? "Write 'local function \(write.name)'." : "Write 'local \(write.name)' where it is first set.")
      }
    }
  }
}
