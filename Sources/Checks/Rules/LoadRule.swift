import Integrations

/// Errors that a file raises while it is loaded.
struct LoadRule: IntegrationRule {
  static let description = RuleDescription(
    id: "load", severity: .error, summary: "A file raises an error when it is loaded.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    let broken = integration.files.filter { $0.error != nil }.map(\.path)
    return integration.inspection.faults.filter { $0.kind == .script }.compactMap { fault in
      let error = fault.error
      // Said by the rule `syntax` already.
      if broken.contains(where: { error.location?.file == $0 || error.message.contains($0) }) { return nil }
      let message = error.message.prefix(1).uppercased() + error.message.dropFirst()
      let fix = "Files are run when a job starts: correct what fails there."
      guard let location = error.location, let file = integration.file(location.file) else {
        return finding(path: integration.folder, message, fix: fix)
      }
      return finding(file.text, line: location.line, message, fix: fix)
    }
  }
}
