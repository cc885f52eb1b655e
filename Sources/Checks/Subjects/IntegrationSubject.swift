import Integrations
import JSONSchema
import LuaSyntax

/// An integration as rules see it: its files, what they declare, and its entry in the catalogue.
final class IntegrationSubject {
  let name: String
  /// As the user can open it.
  let folder: String
  let files: [LuaFile]
  /// Its entry in the catalogue; nil where there is none.
  let entry: CatalogueSubject.Entry?
  let inspection: IntegrationInspection
  /// The names of globals that scripts find.
  let globals: Set<String>
  /// Those that test files find.
  private let testGlobals: Set<String>
  let sites: [DeclarationSite]
  let uses: [ContextUse]

  init(
    name: String, folder: String, entry: CatalogueSubject.Entry?, globals: Set<String>, testGlobals: Set<String> = []
  ) {
    self.testGlobals = testGlobals
    self.name = name
    self.folder = folder
    self.entry = entry
    self.globals = globals
    let files = Self.paths(in: folder).compactMap { path -> LuaFile? in
      let full = Files.join(folder, path)
      guard let bytes = try? Files.read(full) else { return nil }
      return LuaFile(path: path, text: SourceText(path: full, bytes: bytes))
    }
    self.files = files
    let broken = Set(files.filter { $0.error != nil }.map(\.path))
    inspection = IntegrationInspection(name, folder: folder, skipping: broken)
    let scripts = files.filter { $0.role != .test }
    let sites = scripts.flatMap(DeclarationSite.find)
    self.sites = sites
    uses = scripts.flatMap { file in
      ContextUse.find(in: file, contexts: Self.contexts(in: sites.filter { $0.file === file }))
    }
  }

  /// Folders with what others wrote, such as LuaRocks trees, are left out.
  private static let foreign: Set = ["lua_modules", "rocks", "node_modules"]

  private static func paths(in folder: String, below prefix: String = "", depth: Int = 0) -> [String] {
    var paths: [String] = []
    // A folder that cannot be read is a fault of loading, which is looked at by itself.
    let names = (try? Files.names(in: folder)) ?? []
    for name in names where !name.hasPrefix(".") && !foreign.contains(name) {
      let full = Files.join(folder, name)
      if name.hasSuffix(".lua"), !Files.isFolder(full) {
        paths.append(prefix + name)
      } else if depth < 16, Files.isFolder(full) {
        paths += Self.paths(in: full, below: "\(prefix)\(name)/", depth: depth + 1)
      }
    }
    return paths
  }

  private static func contexts(in sites: [DeclarationSite]) -> Set<ObjectIdentifier> {
    let bodies = sites.compactMap { $0.function($0.function == "task" ? "run" : "stage_one") }
    return Set(bodies.compactMap { $0.parameters.first.map { ObjectIdentifier($0) } })
  }

  // MARK: For rules

  /// Files that a job may run.
  var scripts: [LuaFile] { files.filter { $0.role != .test } }

  /// Files that `luahost test` runs.
  var tests: [LuaFile] {
    files.filter { $0.role == .test && $0.path.split(separator: "/").count == 2 && $0.path.hasSuffix("_test.lua") }
  }

  /// The names of globals that a file finds.
  func globals(of file: LuaFile) -> Set<String> { file.role == .test ? testGlobals : globals }

  func isTestGlobal(_ name: String) -> Bool { testGlobals.contains(name) && !globals.contains(name) }

  func file(_ path: String) -> LuaFile? { files.first { $0.path == path } }

  /// Whether every file was read and run, so that what is not declared does not exist.
  var isWhole: Bool {
    !files.contains { $0.error != nil } && !inspection.faults.contains { $0.kind == .script || $0.kind == .declaration }
  }

  /// Whether ``taskNames`` has every task there is, though some files may fail when they are run.
  var knowsTasks: Bool {
    guard !isWhole else { return true }
    guard !files.contains(where: { $0.error != nil }) else { return false }
    let plain = sites.count { $0.function == "task" && $0.name != nil }
    let mentions = scripts.flatMap(\.expressions).count { expression in
      if case .name(let use) = expression.kind { use.isGlobal && use.name == "task" } else { false }
    }
    return mentions == plain
  }

  /// The names of tasks that files declare, or try to.
  var taskNames: Set<String> {
    Set(inspection.tasks.map(\.name)).union(sites.filter { $0.function == "task" }.compactMap { $0.name?.value })
  }

  /// Where a task is declared, as written; nil where its name is not a plain text.
  func site(of task: TaskDeclaration) -> DeclarationSite? {
    sites.first { site in
      site.function == "task" && site.file.path == task.location.file && site.name?.value == task.name
    }
  }

  /// The runner, as written.
  var runner: DeclarationSite? { sites.first { $0.function == "runner" && $0.file.role == .entry } }
}
