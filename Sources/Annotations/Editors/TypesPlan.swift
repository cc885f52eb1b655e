import Checks
package import Integrations
import JSONSchema

#if canImport(Glibc)
  import Glibc
#endif

/// What `luahost types` writes: the files that differ from what is there.
///
/// ```swift
/// let plan = try TypesPlan(of: "integrations/hello_world")
/// try plan.apply()
/// ```
package struct TypesPlan: Sendable {
  package struct Change: Sendable {
    /// As the user can open it.
    package var path: String
    /// What it will hold; nil for a file that goes.
    package var bytes: [UInt8]?
    package var isNew: Bool
  }

  /// In the order in which they are made.
  package private(set) var changes: [Change] = []
  /// What could not be taken into account, in full sentences.
  package private(set) var notes: [String] = []
  /// The integrations that have annotations now.
  package private(set) var integrations: [String] = []
  private let root: String
  private let summaries: [String: String]

  /// Works out what is to be written.
  /// - Parameter path: a repository, or an integration by its folder or name.
  package init(of path: String) throws(IntegrationError) {
    let isRoot = Files.exists(Files.join(path, Catalogue.fileName))
    let located = isRoot ? (repository: try Repository(root: path), name: nil) : try Self.locate(path)
    try self.init(located.repository, only: located.name)
  }

  private static func locate(_ path: String) throws(IntegrationError) -> (repository: Repository, name: String?) {
    if Files.isFolder(path), Files.lastComponent(Files.parent(try Files.absolute(path))) != "integrations" {
      return (try Repository(root: path), nil)
    }
    let located = try Repository.locate(path)
    return (located.repository, located.name)
  }

  /// - Parameter name: the only integration that is looked at; nil for all.
  package init(_ repository: Repository, only name: String? = nil) throws(IntegrationError) {
    root = repository.root
    summaries = Dictionary(
      uniqueKeysWithValues: try NativeCatalogue.signatures().map { ($0.name, $0.signature.summary) })
    let present = repository.catalogue.entries.filter { Files.isFolder(repository.folder(of: $0.name)) }
    if let name { _ = try repository.entry(of: name) }
    try planShared()
    for entry in present where name == nil || entry.name == name {
      try plan(entry, in: repository)
      integrations.append(entry.name)
    }
    try planSettings(present.map { "integrations/\($0.name)/\(WorkingFolder.name)" })
  }

  private mutating func planShared() throws(IntegrationError) {
    let folder = WorkingFolder(of: root).types
    let files = try SharedTypes.files()
    for file in files { try plan(Files.join(folder, file.name), Array(file.text.utf8)) }
    let known = Set(files.map(\.name))
    for name in try Files.names(in: folder) where name.hasSuffix(".lua") && !known.contains(name) {
      let path = Files.join(folder, name)
      guard let bytes = try Files.read(path), TypesFile.isOurs(bytes) else { continue }
      changes.append(Change(path: path, bytes: nil, isNew: false))
    }
  }

  private mutating func plan(_ entry: CatalogueEntry, in repository: Repository) throws(IntegrationError) {
    let folder = repository.folder(of: entry.name)
    var result: JSONValue?
    do throws(IntegrationError) {
      result = try LastRun(of: folder).load()
    } catch {
      notes.append("\(error.description) The data of the tasks of \(entry.name) have no types until then.")
    }
    let types = IntegrationTypes(
      entry: entry, outline: IntegrationOutline(entry.name, folder: folder), result: result,
      summaries: summaries)
    let file = types.file
    try plan(Files.join(WorkingFolder(of: folder).types, file.name), Array(file.text.utf8))
  }

  private mutating func planSettings(_ folders: [String]) throws(IntegrationError) {
    let names = [".luarc.json", ".luarc.jsonc"]
    let path = Files.join(root, names.first { Files.exists(Files.join(root, $0)) } ?? names[0])
    try checkLink(path)
    let library = [Files.join(WorkingFolder.name, "types")] + folders
    try plan(path, try EditorSettings.merged(try Files.read(path), path: path, library: library))
  }

  private mutating func plan(_ path: String, _ bytes: [UInt8]) throws(IntegrationError) {
    let before = try Files.read(path)
    if before != bytes { changes.append(Change(path: path, bytes: bytes, isNew: before == nil)) }
  }

  /// Writes what differs.
  package func apply() throws(IntegrationError) {
    for change in changes {
      let folder = Files.parent(change.path)
      let inner = "/\(WorkingFolder.name)/types"
      if "/\(folder)".hasSuffix(inner) {
        let integration = "/\(folder)".dropLast(inner.count).dropFirst()
        try WorkingFolder(of: integration.isEmpty ? "." : String(integration)).make("types")
        // A link in its place could lead to a file of yours.
        if change.bytes == nil || Files.isLink(change.path) { unlink(change.path) }
      }
      if let bytes = change.bytes { try WholeFile.write(change.path, bytes) }
    }
  }

  /// The settings are read and written where a link leads, as long as that is in the repository.
  private func checkLink(_ path: String) throws(IntegrationError) {
    guard Files.isLink(path), Files.exists(path) else { return }
    let target = try Files.absolute(path)
    guard target.hasPrefix(try Files.absolute(root) + "/") else {
      throw IntegrationError(
        code: .badData, message: "The editor's settings are a link that leads out of the repository.",
        location: SourceLocation(file: path), hint: "Put the file itself there.")
    }
  }
}
