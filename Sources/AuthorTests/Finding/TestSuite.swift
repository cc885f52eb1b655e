package import Integrations

/// The test files of one integration that are to run.
package struct TestSuite: Sendable {
  package let repository: Repository
  /// The integration.
  package let name: String
  /// Relative to the integration's folder, sorted: `tests/items_test.lua`.
  package let files: [String]
  /// The line of which the test is to run alone; only where there is one file.
  package var line: Int?

  package static let folderName = "tests"
  static let ending = "_test.lua"

  /// The integration's folder, as the user can open it.
  package var folder: String { repository.folder(of: name) }

  /// A file as the user can open it.
  package func path(of file: String) -> String { Files.join(folder, file) }

  private let isSingleFile: Bool

  private init(
    _ repository: Repository, _ name: String, files: [String]? = nil, line: Int? = nil, isSingleFile: Bool = false
  ) throws(IntegrationError) {
    self.isSingleFile = isSingleFile
    self.repository = repository
    self.name = name
    self.line = line
    if let files {
      self.files = files
    } else {
      let folder = Files.join(repository.folder(of: name), Self.folderName)
      self.files = try Files.names(in: folder).filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
        .map { "\(Self.folderName)/\($0)" }
    }
  }

  /// The same with the files that are there now, or with some of them. A suite of one file keeps to that.
  package func refreshed(files: [String]? = nil) throws(IntegrationError) -> TestSuite {
    let repository = try Repository(root: repository.root)
    return try TestSuite(
      repository, name, files: isSingleFile ? self.files : files, line: line,
      isSingleFile: isSingleFile)
  }

  /// What a path means: a repository (all its integrations), an integration, a test file, or a test by `file:line`.
  ///
  /// Integrations that are disabled count too. Those without tests are there with no files.
  package static func find(_ path: String) throws(IntegrationError) -> [TestSuite] {
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if let suite = try file(trimmed) { return [suite] }
    if Files.isFolder(trimmed), Files.lastComponent(trimmed) == folderName {
      let (repository, name) = try Repository.locate(Files.parent(trimmed))
      return [try TestSuite(repository, name)]
    }
    if let root = root(of: trimmed) {
      let repository = try Repository(root: root)
      var suites: [TestSuite] = []
      for entry in repository.catalogue.entries where Files.isFolder(repository.folder(of: entry.name)) {
        suites.append(try TestSuite(repository, entry.name))
      }
      return suites.sorted { $0.name < $1.name }
    }
    if Files.isFolder(trimmed), Files.lastComponent(Files.parent(try Files.absolute(trimmed))) != "integrations" {
      throw IntegrationError(
        code: .notFound, message: "'\(path)' is neither an integrations repository nor an integration.",
        hint: "Give the folder that has \(Catalogue.fileName), or one under its integrations/.")
    }
    let (repository, name) = try Repository.locate(trimmed)
    return [try TestSuite(repository, name)]
  }

  /// The repository that a path means as a whole: its root, or its folder of integrations.
  private static func root(of path: String) -> String? {
    if Files.exists(Files.join(path, Catalogue.fileName)) { return path }
    let parent = Files.parent(path)
    let isAll = Files.lastComponent(path) == "integrations" && Files.isFolder(path)
    return isAll && Files.exists(Files.join(parent, Catalogue.fileName)) ? parent : nil
  }

  private static func file(_ path: String) throws(IntegrationError) -> TestSuite? {
    var path = path
    var line: Int?
    if let colon = path.lastIndex(of: ":"), let number = Int(path[path.index(after: colon)...]) {
      line = number
      path = String(path[..<colon])
    }
    guard path.hasSuffix(".lua") else { return nil }
    guard Files.exists(path), !Files.isFolder(path) else {
      throw IntegrationError(
        code: .notFound, message: "There is no test file '\(path)'.",
        hint: "Tests are in integrations/<name>/tests/, and their names end in _test.lua.")
    }
    guard path.hasSuffix(ending), Files.lastComponent(Files.parent(path)) == folderName || Files.parent(path) == "."
    else {
      throw IntegrationError(
        code: .usage, message: "'\(path)' is no test file.",
        hint: "Tests are in integrations/<name>/tests/, and their names end in _test.lua.")
    }
    let integration = Files.parent(Files.parent(try absoluteIfBare(path)))
    let (repository, name) = try Repository.locate(integration)
    return try TestSuite(
      repository, name, files: ["\(folderName)/\(Files.lastComponent(path))"], line: line,
      isSingleFile: true)
  }

  /// `items_test.lua`, `tests/items_test.lua`: the integration's folder has no name there.
  private static func absoluteIfBare(_ path: String) throws(IntegrationError) -> String {
    path.split(separator: "/").count < 3 && !path.hasPrefix("/") ? try Files.absolute(path) : path
  }
}
