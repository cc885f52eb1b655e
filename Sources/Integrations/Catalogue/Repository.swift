import FoundationEssentials

/// An integrations repository: a folder with a catalogue and `integrations/`.
package struct Repository: Sendable {
  /// Absolute path, or relative to the working directory as the user gave it.
  package var root: String
  package var catalogue: Catalogue
  package var controls: ControlMap

  /// Opens the repository whose root is `root`.
  package init(root: String) throws(IntegrationError) {
    self.root = root
    guard let bytes = try Files.read(Files.join(root, Catalogue.fileName)) else {
      throw IntegrationError(
        code: .notFound, message: "There is no \(Catalogue.fileName) in \(root == "." ? "this folder" : root).",
        hint: "An integrations repository has one at its top, beside integrations/.")
    }
    catalogue = try Catalogue(parsing: bytes)
    controls =
      try Files.read(Files.join(root, ControlMap.fileName)).map { bytes throws(IntegrationError) in
        try ControlMap(parsing: bytes)
      } ?? ControlMap()
  }

  /// An integration that a user named: its folder, or its name in the repository of the working directory.
  package static func locate(_ path: String) throws(IntegrationError) -> (repository: Repository, name: String) {
    guard !path.isEmpty else {
      throw IntegrationError(code: .notFound, message: "The path of the integration is empty.")
    }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard Files.isFolder(trimmed) else { return try locate(name: trimmed) }
    let folder = try Files.absolute(trimmed)
    let name = Files.lastComponent(folder)
    let parent = Files.parent(folder)
    guard Files.lastComponent(parent) == "integrations" else {
      throw IntegrationError(
        code: .notFound, message: "'\(path)' is not an integration: its folder is not inside integrations/.",
        hint: "Give the integration's own folder, such as integrations/hello_world.")
    }
    let shown = trimmed.hasPrefix("/") ? Files.parent(parent) : Files.relativeRoot(of: trimmed, absolute: folder)
    return (try Repository(root: shown), name)
  }

  private static func locate(name: String) throws(IntegrationError) -> (repository: Repository, name: String) {
    let last = Files.lastComponent(name)
    let parent = Files.parent(name)
    let root = Files.lastComponent(parent) == "integrations" ? Files.parent(parent) : "."
    guard Files.exists(Files.join(root, Catalogue.fileName)) else {
      throw IntegrationError(
        code: .notFound, message: "There is no integration at '\(name)'.",
        hint: "Give the path of its folder, such as integrations/hello_world.")
    }
    let repository = try Repository(root: root)
    let isPlainName = !name.contains("/")
    if isPlainName, Files.isFolder(repository.folder(of: name)) { return (repository, name) }
    if repository.catalogue[last] != nil {
      throw IntegrationError(
        code: .notFound, message: "The catalogue has '\(last)', but there is no folder \(repository.folder(of: last)).",
        hint: "Create the folder with an entry.lua, or remove the entry.")
    }
    let nearest = Suggestion.nearest(to: last, in: repository.catalogue.entries.map(\.name))
    throw IntegrationError(
      code: .notFound, message: "There is no integration at '\(name)'.",
      hint: nearest.map { "Did you mean \(isPlainName ? $0 : "integrations/\($0)")?" }
        ?? "`luahost list` shows those of this repository.")
  }

  /// The folder of an integration.
  package func folder(of name: String) -> String { Files.join(Files.join(root, "integrations"), name) }

  /// The catalogue's entry of an integration.
  package func entry(of name: String) throws(IntegrationError) -> CatalogueEntry {
    if let entry = catalogue[name] { return entry }
    let nearest = Suggestion.nearest(to: name, in: catalogue.entries.map(\.name))
    let hint = nearest.map { "The catalogue has '\($0)': folder and entry must have the same name." }
    throw IntegrationError(
      code: .notFound, message: "The folder '\(name)' has no entry in the catalogue.",
      location: SourceLocation(file: Files.join(root, Catalogue.fileName)),
      hint: hint ?? "Add { \"name\": \"\(name)\", \"title\": …, \"enabled\": true, \"schema\": { … } }.")
  }
}
