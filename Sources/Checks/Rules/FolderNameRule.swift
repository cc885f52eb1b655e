import Integrations
import JSONSchema

/// Folders, entries of the catalogue and `runner{}` by the same names.
struct FolderNameRule: RepositoryRule, IntegrationRule {
  static let description = RuleDescription(
    id: "folder-name", severity: .error, summary: "Folder, catalogue entry and runner{} have not the same name.")

  func check(_ repository: RepositorySubject) -> [Finding] {
    guard let catalogue = repository.catalogue, case .success = catalogue.document else { return [] }
    return folders(repository, catalogue) + entries(repository, catalogue)
  }

  private func folders(_ repository: RepositorySubject, _ catalogue: CatalogueSubject) -> [Finding] {
    let known = catalogue.entries.map(\.name)
    return repository.folders.filter { !known.contains($0) }.map { folder in
      let nearest = Suggestion.nearest(to: folder, in: known.filter { !repository.folders.contains($0) })
      return finding(
        path: Files.join(Files.join(repository.root, "integrations"), folder),
        "The folder '\(folder)' has no entry in \(Catalogue.fileName).",
        fix: nearest.map { "The catalogue has '\($0)': give both the same name." }
          ?? "Add { \"name\": \"\(folder)\", \"title\": …, \"enabled\": true, \"schema\": { … } }, or remove the folder."
      )
    }
  }

  private func entries(_ repository: RepositorySubject, _ catalogue: CatalogueSubject) -> [Finding] {
    catalogue.entries.filter { !repository.folders.contains($0.name) }.map { entry in
      let free = repository.folders.filter { folder in !catalogue.entries.contains { $0.name == folder } }
      let nearest = Suggestion.nearest(to: entry.name, in: free)
      return finding(
        catalogue.text, entry.place(JSONPointer(tokens: ["name"])).value,
        "The entry '\(entry.name)' has no folder integrations/\(entry.name).",
        fix: nearest.map { "There is a folder '\($0)': give both the same name." }
          ?? "Make the folder with `entry.lua`, or remove the entry.")
    }
  }

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.inspection.faults.filter { $0.kind == .name }.compactMap { fault in
      guard let file = integration.file("entry.lua") else { return nil }
      let fix = fault.error.hint ?? "Write name = \"\(integration.name)\"."
      if let literal = integration.runner?.name { return finding(file, literal.span, fault.error.message, fix: fix) }
      return finding(file.text, line: fault.error.location?.line, fault.error.message, fix: fix)
    }
  }
}
