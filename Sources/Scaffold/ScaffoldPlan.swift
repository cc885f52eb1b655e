package import Integrations
import Annotations
import JSONSchema
import JSONText

#if canImport(Glibc)
  import Glibc
#endif

/// All that `luahost new` writes, worked out before anything is written.
///
/// ```swift
/// let plan = try ScaffoldPlan(NewIntegration(name: "acme"), in: ".")
/// try plan.apply()
/// ```
package struct ScaffoldPlan: Sendable {
  package struct NewFile: Sendable {
    /// Relative to the repository.
    package var path: String
    package var text: String
    /// What it is for, in a few words.
    package var summary: String
  }

  package let integration: NewIntegration
  package let root: String
  /// Of the integration, in the order in which an author reads them.
  package let files: [NewFile]
  /// Of a repository that is started; those that are there already are left out.
  package let repositoryFiles: [NewFile]
  /// Whether there was no catalogue.
  package let startsRepository: Bool
  private let catalogue: [UInt8]
  /// As it was when this was worked out; nil where there was none.
  private let catalogueBefore: [UInt8]?

  /// - Parameter root: the folder of the repository.
  /// - Throws: where the name is taken, or the catalogue is broken; nothing was written then.
  package init(_ integration: NewIntegration, in root: String) throws(IntegrationError) {
    try NewIntegration.check(name: integration.name)
    self.integration = integration
    self.root = root
    let before = try Self.readCatalogue(root)
    startsRepository = before == nil
    catalogueBefore = before
    let folder = Files.join(Files.join(root, "integrations"), integration.name)
    guard !Self.isThere(folder) else {
      throw IntegrationError(
        code: .usage, message: "'\(folder)' exists already.", hint: "Choose another name, or move it away.")
    }
    if let before, let entry = try Catalogue(parsing: before)[integration.name] {
      throw IntegrationError(
        code: .usage,
        message: "The catalogue has an integration '\(entry.name)' already, but there is no folder for it.",
        location: SourceLocation(file: Files.join(root, Catalogue.fileName)),
        hint: "Remove the entry, or choose another name.")
    }
    catalogue = try Self.adding(integration.catalogueEntry, to: before, root)
    // What is written must be read again: rather no new integration than a broken catalogue.
    _ = try Catalogue(parsing: catalogue)
    files = Self.files(of: integration)
    let start = before == nil ? Self.repositoryFiles(of: integration) : []
    repositoryFiles = start.filter { !Self.isThere(Files.join(root, $0.path)) }
  }

  /// Whether there is something, also a link that leads nowhere.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func readCatalogue(_ root: String) throws(IntegrationError) -> [UInt8]? {
    let path = Files.join(root, Catalogue.fileName)
    guard isThere(path) else { return nil }
    guard Files.exists(path) else {
      throw IntegrationError(
        code: .badData, message: "The catalogue is a link that leads nowhere.", location: SourceLocation(file: path),
        hint: "Mend or remove the link.")
    }
    return try Files.read(path)
  }

  private static func adding(
    _ entry: JSONValue, to catalogue: [UInt8]?, _ root: String
  ) throws(IntegrationError) -> [UInt8] {
    guard let catalogue else { return JSONText.make(.array([entry])) }
    let isObject = (try? JSONValue(parsing: catalogue.withoutByteOrderMark))?.objectValue != nil
    do throws(JSONTextError) {
      var text = try JSONText(catalogue)
      try text.append(entry, to: isObject ? ["integrations"] : [])
      return text.bytes
    } catch {
      throw IntegrationError(
        code: .badData, message: "The catalogue cannot be changed: \(error.description)",
        location: SourceLocation(file: Files.join(root, Catalogue.fileName), line: error.line))
    }
  }

  private static func files(of integration: NewIntegration) -> [NewFile] {
    let folder = "integrations/\(integration.name)"
    var files = [
      NewFile(path: "\(folder)/entry.lua", text: integration.entryFile, summary: "stage one: the client of the API"),
      NewFile(path: "\(folder)/lib/api.lua", text: integration.libraryFile, summary: "what is known of the API"),
      NewFile(
        path: "\(folder)/collectors/\(integration.collectorName).lua", text: integration.collectorFile,
        summary: "fetches"),
      NewFile(
        path: "\(folder)/insights/\(integration.insightName).lua", text: integration.insightFile, summary: "judges"),
      NewFile(
        path: "\(folder)/tests/\(integration.name)_test.lua", text: integration.testFile,
        summary: "tests, on recorded answers"),
    ]
    files += integration.fixtures.map { fixture in
      NewFile(
        path: "\(folder)/tests/fixtures/\(integration.name)/\(fixture.name)", text: fixture.text,
        summary: "a recorded answer")
    }
    if integration.usesRocks {
      files.append(
        NewFile(
          path: "\(folder)/\(integration.name)-dev-1.rockspec", text: integration.rockspecFile,
          summary: "what it needs of LuaRocks"))
    }
    return files
  }

  private static func repositoryFiles(of integration: NewIntegration) -> [NewFile] {
    [
      NewFile(path: ".gitignore", text: NewIntegration.gitignore, summary: "keeps luahost's own state out of Git"),
      NewFile(path: "README.md", text: integration.readmeFile, summary: "how to run the checks"),
    ]
  }

  // MARK: Writing

  /// Writes everything. Where something fails, nothing is left behind.
  /// - Returns: why the annotations for editors could not be written; nil where they were. The rest stands then.
  package func apply() throws(IntegrationError) -> String? {
    var undo: [() -> Void] = []
    do throws(IntegrationError) {
      try write(&undo)
    } catch {
      for step in undo.reversed() { step() }
      throw error
    }
    do throws(IntegrationError) {
      try TypesPlan(try Repository(root: root), only: integration.name).apply()
      return nil
    } catch {
      return error.description
    }
  }

  private func write(_ undo: inout [() -> Void]) throws(IntegrationError) {
    let parent = Files.join(root, "integrations")
    if let made = try WholeFile.makeFolders(parent) { undo.append { rmdir(made) } }
    let folder = Files.join(parent, integration.name)
    guard mkdir(folder, 0o777) == 0 else {
      throw IntegrationError(
        code: .unwritable, message: "The folder cannot be made: \(String(cString: strerror(errno))).",
        location: SourceLocation(file: folder))
    }
    undo.append { rmdir(folder) }
    for file in files + repositoryFiles {
      let path = Files.join(root, file.path)
      try makeFolders(Files.parent(path), &undo)
      try WholeFile.write(path, Array(file.text.utf8))
      undo.append { unlink(path) }
    }
    let path = Files.join(root, Catalogue.fileName)
    guard try Self.readCatalogue(root) == catalogueBefore else {
      throw IntegrationError(
        code: .unwritable, message: "Somebody changed the catalogue at the same moment.",
        location: SourceLocation(file: path), hint: "Run this again.")
    }
    try WholeFile.write(path, catalogue)
  }

  private func makeFolders(_ path: String, _ undo: inout [() -> Void]) throws(IntegrationError) {
    guard path != ".", !Files.isFolder(path) else { return }
    try makeFolders(Files.parent(path), &undo)
    try WholeFile.makeFolders(path)
    undo.append { rmdir(path) }
  }
}
