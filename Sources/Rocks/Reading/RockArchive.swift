import FoundationEssentials
import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// A downloaded rock: a ZIP archive with a rockspec, and its source (`.src.rock`) or its modules (`.all.rock`).
struct RockArchive {
  let path: String
  let rock: RockLock.Rock
  let chain: RockChain
  private var label: String { "\(rock.name)-\(rock.version)" }

  private static let mostFiles = 20_000

  func rockspec() throws(IntegrationError) -> Rockspec {
    try check(try listing(["unzip", "-Z1", path]))
    let run = try ToolRun(["unzip", "-p", path, "\(label).rockspec"], in: Files.parent(path))
    guard run.status == 0, !run.output.isEmpty else { throw refused("the archive has no \(label).rockspec.") }
    let rockspec = try RockspecReader.read(Array(run.output.utf8), path: "\(label).rockspec", isWhole: true)
    guard rockspec.name.lowercased() == rock.name, rockspec.version == rock.version else {
      throw refused("the rockspec inside says that it is \(rockspec.name) \(rockspec.version).")
    }
    return rockspec
  }

  /// Unpacks it into a folder of its own and finds its modules there: module → file.
  func modules(_ rockspec: Rockspec, in folder: String) throws(IntegrationError) -> [String: String] {
    try WholeFile.makeFolders(folder)
    try unpack(path, into: folder)
    if rock.file.hasSuffix(RockServers.Kind.all.ending) {
      return try sound(try found(in: Files.join(folder, "lua"), below: folder, skips: []), in: folder)
    }
    let source = try sourceFolder(rockspec.source, in: folder)
    guard let listed = rockspec.build.modules else { return try sound(try looked(in: source), in: source) }
    return try sound(listed, in: source)
  }

  /// What LuaRocks finds where a rockspec lists nothing (its `build.builtin`): src/, lua/ or lib/, or the source itself.
  private func looked(in source: String) throws(IntegrationError) -> [String: String] {
    let inner = ["src", "lua", "lib"].map { Files.join(source, $0) }.first { Files.isFolder($0) }
    return try found(
      in: inner ?? source, below: source, skips: ["spec", ".luarocks", "lua_modules", "test.lua", "tests.lua"])
  }

  private func sourceFolder(_ source: Rockspec.Source, in folder: String) throws(IntegrationError) -> String {
    if let file = source.file, !file.contains("/"), Self.isArchive(file), Files.exists(Files.join(folder, file)) {
      try unpack(Files.join(folder, file), into: folder)
    }
    if let named = source.folder {
      guard !Self.leadsOut(named), Files.isFolder(Files.join(folder, named)) else {
        throw refused("its rockspec says that the source is in '\(named)', and there is no such folder in it.")
      }
      return Files.join(folder, named)
    }
    let folders = try Files.names(in: folder).map { Files.join(folder, $0) }.filter { Files.isFolder($0) }
    return folders.count == 1 ? folders[0] : folder
  }

  private static func isArchive(_ file: String) -> Bool {
    [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"].contains { file.hasSuffix($0) }
  }

  private func unpack(_ archive: String, into folder: String) throws(IntegrationError) {
    let isZip = archive.hasSuffix(".zip") || archive.hasSuffix(".rock")
    try check(try listing(isZip ? ["unzip", "-Z1", archive] : ["tar", "-tf", archive]))
    let words =
      isZip ? ["unzip", "-qq", "-o", archive, "-d", folder] : ["tar", "--no-same-owner", "-xf", archive, "-C", folder]
    let run = try ToolRun(words, in: folder)
    guard run.status == 0 else {
      throw refused(
        "\(Files.lastComponent(archive)) cannot be unpacked: \(run.messages.split(separator: "\n").last ?? "").")
    }
  }

  private func listing(_ words: [String]) throws(IntegrationError) -> [Substring] {
    let run = try ToolRun(words, in: Files.parent(path))
    guard run.status == 0 else { throw refused("\(Files.lastComponent(words[2])) is damaged, or no archive.") }
    return run.output.split(separator: "\n")
  }

  private func check(_ names: [Substring]) throws(IntegrationError) {
    guard names.count <= Self.mostFiles else { throw refused("its archive holds \(names.count) files.") }
    if let name = names.first(where: { Self.leadsOut(String($0)) }) {
      throw refused("its archive holds '\(name)', a path that leads out of it.")
    }
  }

  static func leadsOut(_ path: String) -> Bool {
    path.hasPrefix("/") || path.contains("\\") || path.split(separator: "/").contains("..")
  }

  /// The Lua files of a folder, as modules; those that begin with a name of `skips` are left out.
  private func found(in folder: String, below root: String, skips: Set<String>) throws(IntegrationError) -> [String:
    String]
  {
    var modules: [String: String] = [:]
    var open = [(path: folder, name: "")]
    while let (path, name) = open.popLast() {
      for entry in try Files.names(in: path) where !(name.isEmpty && skips.contains(entry)) {
        let child = Files.join(path, entry)
        if entry.hasSuffix(".c") || entry.hasSuffix(".so") {
          throw refused("it has '\(entry)', a module in C, and scripts can load pure Lua only.")
        }
        if Self.isRealFolder(child) {
          open.append((child, "\(name)\(entry)."))
        } else if entry.hasSuffix(".lua"), !entry.hasSuffix(".rockspec") {
          let module = "\(name)\(entry.dropLast(4))"
          modules[module.hasSuffix(".init") ? String(module.dropLast(5)) : module] = String(
            child.dropFirst(root.count + 1))
        }
      }
    }
    return modules
  }

  /// The same with whole paths, when each name is a module's and each file is one, inside the folder and in source.
  private func sound(_ modules: [String: String], in folder: String) throws(IntegrationError) -> [String: String] {
    var result: [String: String] = [:]
    for (module, file) in modules.sorted(by: { $0.key < $1.key }) {
      guard ModuleName.isSound(module) else { throw refused("'\(module)' is not the name of a module.") }
      let path = Files.join(folder, file)
      guard !Self.leadsOut(file) else {
        throw refused("the file of its module '\(module)' is '\(file)', a path that leads out of it.")
      }
      guard !Self.isLinked(file, in: folder) else {
        throw refused("the file of its module '\(module)' is a symbolic link, or in a folder that is one.")
      }
      guard let bytes = try Files.read(path) else {
        throw refused("it has no file '\(file)', which its module '\(module)' should be.")
      }
      guard bytes.first != 0x1B else { throw refused("its module '\(module)' is compiled; scripts load source only.") }
      result[module] = path
    }
    return result
  }

  private static func isLinked(_ file: String, in folder: String) -> Bool {
    var path = folder
    return file.split(separator: "/").contains { part in
      path = Files.join(path, String(part))
      return mode(path) == S_IFLNK
    }
  }

  private static func isRealFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  func refused(_ why: String) -> IntegrationError {
    RockRefusal.error(
      "\(rock.name) \(rock.version)", chain, why,
      hint: "Ask for another version of it, or for a rock that does the same.")
  }
}
