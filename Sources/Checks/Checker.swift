package import Integrations

/// Looks for all that is wrong in an integrations repository, without running a task.
///
/// ```swift
/// let report = try Checker.check("integrations/hello_world")
/// for finding in report.findings { print(finding.file, finding.line, finding.message) }
/// ```
package enum Checker {
  /// What was looked at, and what was found.
  package struct Report: Sendable {
    /// Sorted by file, line and column.
    package var findings: [Finding]
    package var integrationCount: Int
  }

  /// Checks a repository, or one integration by its folder or name.
  /// - Throws: where there is nothing to check.
  package static func check(_ path: String) throws(IntegrationError) -> Report {
    let (root, name) = try locate(path)
    let subject = try RepositorySubject(root: root, only: name)
    var findings = RuleBook.repositoryRules.flatMap { $0.check(subject) }
    if let name {
      let entry = subject.catalogue?.entries.first { $0.name == name }
      findings = findings.filter { concerns($0, name, entry, subject) }
    }
    findings += subject.integrations.flatMap(\.findings)
    return Report(findings: Array(Set(findings)).sorted(), integrationCount: subject.integrations.count)
  }

  private static func locate(_ path: String) throws(IntegrationError) -> (root: String, name: String?) {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if Files.isFolder(trimmed) {
      let isRoot =
        Files.exists(Files.join(trimmed, Catalogue.fileName)) || Files.isFolder(Files.join(trimmed, "integrations"))
      if isRoot { return (trimmed, nil) }
      let folder = try Files.absolute(trimmed)
      if Files.lastComponent(Files.parent(folder)) == "integrations" {
        return (root(of: trimmed, folder), Files.lastComponent(folder))
      }
      throw IntegrationError(
        code: .notFound, message: "'\(path)' is neither an integrations repository nor an integration.",
        hint: "Give the folder that has \(Catalogue.fileName), or one under its integrations/.")
    }
    let located = try Repository.locate(path)
    return (located.repository.root, located.name)
  }

  /// The repository of an integration's folder, as short as the user gave it.
  private static func root(of given: String, _ folder: String) -> String {
    let parts = given.split(separator: "/")
    guard parts.count >= 2, parts[parts.count - 2] == "integrations", !parts.contains("..") else {
      return Files.parent(Files.parent(folder))
    }
    let root = parts.dropLast(2).joined(separator: "/")
    return given.hasPrefix("/") ? "/" + root : root.isEmpty ? "." : root
  }

  /// Whether a finding about the repository is about one of its integrations.
  private static func concerns(
    _ finding: Finding, _ name: String, _ entry: CatalogueSubject.Entry?, _ subject: RepositorySubject
  ) -> Bool {
    let folder = Files.join(Files.join(subject.root, "integrations"), name)
    if finding.file == folder || finding.file.hasPrefix(folder + "/") { return true }
    if case .failure? = subject.catalogue?.document { return finding.rule == CatalogueRule.description.id }
    guard let entry, finding.file == entry.text.path else { return false }
    return entry.text.lines(entry.place().value).contains(finding.line)
  }
}
