import Integrations

/// What is kept of an integration once its own rules have run.
struct CheckedIntegration: Sendable {
  let name: String
  let findings: [Finding]
  let tasks: [TaskDeclaration]
  /// The names of tasks that files declare, or try to.
  let taskNames: Set<String>
  /// Whether ``taskNames`` has every task there is.
  let knowsTasks: Bool

  init(_ subject: IntegrationSubject) {
    name = subject.name
    findings = Self.tidied(RuleBook.integrationRules.flatMap { $0.check(subject) })
    tasks = subject.inspection.tasks
    taskNames = subject.taskNames
    knowsTasks = subject.knowsTasks
  }

  /// Without errors at load that only repeat what another rule has found at the same line.
  private static func tidied(_ findings: [Finding]) -> [Finding] {
    struct Line: Hashable {
      var file: String
      var line: Int
    }
    let load = LoadRule.description.id
    let lines = Set(findings.filter { $0.rule != load }.map { Line(file: $0.file, line: $0.line) })
    return findings.filter { $0.rule != load || !lines.contains(Line(file: $0.file, line: $0.line)) }
  }
}
