import Integrations
import LuaSyntax

/// What `task{}` and `runner{}` are given, as they are checked at the start of a job.
struct TaskDeclarationRule: IntegrationRule {
  static let description = RuleDescription(
    id: "task-declaration", severity: .error, summary: "task{} or runner{} is given what it does not take.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.inspection.faults.compactMap { fault in
      let error = fault.error
      switch fault.kind {
      case .declaration:
        guard let location = error.location, let file = integration.file(location.file) else { return nil }
        let fix = "docs/writing-an-integration.md lists the keys of task{} and runner{}."
        if let field = field(named: error.message, at: location, integration) {
          return finding(file, field.keySpan, error.message, fix: fix)
        }
        return finding(file.text, line: location.line, error.message, fix: fix)
      case .entry:
        let fix = error.hint ?? "Return runner { name = … }."
        guard let file = integration.file("entry.lua") else {
          return finding(path: Files.join(integration.folder, "entry.lua"), error.message, fix: fix)
        }
        return finding(file.text, line: nil, error.message, fix: fix)
      default: return nil
      }
    }
  }

  /// The field that a message quotes, in the declaration at its line.
  private func field(
    named message: String, at location: SourceLocation, _ integration: IntegrationSubject
  ) -> TableField? {
    let site = integration.sites.first { $0.file.path == location.file && $0.span.start.line == location.line }
    return site?.fields.first { field in
      guard case .name(let name) = field.key else { return false }
      return message.contains(" '\(name)' must") || message.contains("unknown key '\(name)'")
        || (name == "type" && message.contains(": type is"))
        || (name == "severity" && message.contains(": 'severity' is"))
        || (name == "name" && message.contains("is declared twice"))
    }
  }
}
