package import Integrations

/// Installs the rocks of one integration: what its rockspec asks for, as its lock says, into a tree of its own.
///
/// ```swift
/// let installer = RockInstaller(name: "my_checks", folder: "integrations/my_checks", servers: [], mode: .follow)
/// let report = try installer.install()
/// ```
package struct RockInstaller {
  package enum Mode: Sendable, Hashable {
    /// As the lock says where it fits the rockspec; what it lacks is chosen and locked.
    case follow
    /// Nothing is chosen: a lock that does not fit is an error.
    case locked
    /// Versions are chosen anew, of this rock or of all.
    case update(String?)
  }

  /// What came of it.
  package struct Report: Sendable {
    package var rocks: [RockLock.Rock]
    /// Whether nothing had to be done.
    package var wasCurrent = false
    /// What the author should know, sentences.
    package var notes: [String] = []
  }

  let name: String
  let folder: String
  let servers: [String]
  let mode: Mode
  private let installed: InstalledRocks

  /// - Parameter servers: URLs and folders; empty for those of LuaRocks' config.
  package init(name: String, folder: String, servers: [String], mode: Mode) {
    self.name = name
    self.folder = folder
    self.servers = servers
    self.mode = mode
    installed = InstalledRocks(of: folder)
  }

  /// - Parameter waiting: called where another install of the integration has to end first.
  package func install(waiting: () -> Void = {}) throws(IntegrationError) -> Report {
    let asked = try dependencies()
    if let report = try standing(asked).report { return report }
    for dependency in asked { try RockRefusal.check(dependency, RockChain(name)) }
    let tree = try RockTree(of: folder, waiting: waiting)
    defer { tree.close() }
    // Another install may have ended meanwhile: then there is another lock, and perhaps nothing left to do.
    let standing = try standing(asked)
    if let report = standing.report { return report }
    let source = RockServers(servers, folder: try tree.scratch("downloads"))
    let shelf = RockShelf(source)
    let rocks: [RockShelf.Fetched]
    if standing.isFollowed, let lock = standing.lock {
      rocks = try locked(lock, shelf)
    } else {
      rocks = try RockResolver(
        integration: name, servers: source, shelf: shelf, preferred: try preferred(standing.lock)
      ).resolve(asked)
    }
    return try fill(tree, rocks, asked)
  }

  /// What rockspec, lock and tree are to each other at one moment.
  private struct Standing {
    var lock: RockLock?
    /// Whether the lock says what to install.
    var isFollowed = false
    /// What came of the install where there is nothing to do.
    var report: Report?
  }

  private func standing(_ asked: [RockDependency]) throws(IntegrationError) -> Standing {
    let lock = try currentLock()
    if asked.isEmpty, lock == nil { return Standing(report: Report(rocks: [], wasCurrent: true)) }
    let differences = lock?.differences(from: asked) ?? []
    if case .locked = mode { try refuse(lock, differences) }
    if case .update = mode { return Standing(lock: lock) }
    guard let lock, differences.isEmpty else { return Standing(lock: lock) }
    let isCurrent = RockTree.isCurrent(folder)
    return Standing(lock: lock, isFollowed: true, report: isCurrent ? Report(rocks: lock.rocks, wasCurrent: true) : nil)
  }

  /// What the integration's rockspec asks for.
  package func dependencies() throws(IntegrationError) -> [RockDependency] {
    guard let bytes = try Files.read(installed.rockspec) else { throw noRockspec() }
    let rockspec = try RockspecReader.read(bytes, path: installed.rockspec, isWhole: false)
    for lua in rockspec.lua where !(RockVersion("5.4-1").map(lua.accepts) ?? false) {
      throw IntegrationError(
        code: .badData, message: "The rockspec asks for \(lua), and scripts run in Lua 5.4.",
        location: SourceLocation(file: installed.rockspec), hint: "Write \"lua ~> 5.4\".")
    }
    return rockspec.dependencies
  }

  private func noRockspec() -> IntegrationError {
    let file = Files.lastComponent(installed.rockspec)
    let other = ((try? Files.names(in: folder)) ?? []).first { $0.hasSuffix(".rockspec") }
    return IntegrationError(
      code: .notFound, message: "The integration '\(name)' has no \(file), so it asks for no rocks.",
      hint: other.map { "Rename \($0) to \(file)." }
        ?? "Write one with: package = \"\(name)\"  version = \"dev-1\"  dependencies = { \"lua ~> 5.4\", \"inspect >= 3.1\" }"
    )
  }

  private func currentLock() throws(IntegrationError) -> RockLock? {
    guard let bytes = try Files.read(installed.lock) else { return nil }
    return try RockLock(parsing: bytes, path: installed.lock)
  }

  private func refuse(_ lock: RockLock?, _ differences: [String]) throws(IntegrationError) {
    let hint =
      "Run `luahost install \(folder)` without --locked where you develop, and commit \(InstalledRocks.lockName)."
    guard lock != nil else {
      throw IntegrationError(
        code: .badData, message: "There is no \(InstalledRocks.lockName), and --locked installs nothing else.",
        location: SourceLocation(file: installed.lock), hint: hint)
    }
    guard differences.isEmpty else {
      throw IntegrationError(
        code: .badData, message: "The lock does not fit the rockspec:\n  " + differences.joined(separator: "\n  "),
        location: SourceLocation(file: installed.lock), hint: hint)
    }
  }

  /// The locked versions, but for those that shall be chosen anew.
  private func preferred(_ lock: RockLock?) throws(IntegrationError) -> [String: RockVersion] {
    var preferred: [String: RockVersion] = [:]
    for rock in lock?.rocks ?? [] { preferred[rock.name] = RockVersion(rock.version) }
    guard case .update(let rock) = mode else { return preferred }
    guard let rock else { return [:] }
    guard lock == nil || preferred[rock.lowercased()] != nil else {
      let nearest = Suggestion.nearest(to: rock, in: preferred.keys.sorted())
      throw IntegrationError(
        code: .usage, message: "The lock of '\(name)' has no rock '\(rock)' to update.",
        hint: nearest.map { "Did you mean '\($0)'?" } ?? "It has \(preferred.keys.sorted().joined(separator: ", ")).")
    }
    preferred[rock.lowercased()] = nil
    return preferred
  }

  private func locked(_ lock: RockLock, _ shelf: RockShelf) throws(IntegrationError) -> [RockShelf.Fetched] {
    var fetched: [RockShelf.Fetched] = []
    for rock in lock.rocks {
      let kind = RockServers.Kind.allCases.first { rock.file.hasSuffix($0.ending) } ?? .source
      let chain = (lock.requirers(of: rock.name).first.flatMap { lock[$0] }).map { RockChain(name).appending($0.name) }
      fetched.append(
        try shelf.fetch(
          rock.name, rock.version, kind, from: nil, chain: chain ?? RockChain(name), locked: rock.sha256))
    }
    return fetched
  }

  private func fill(
    _ tree: RockTree, _ rocks: [RockShelf.Fetched], _ asked: [RockDependency]
  ) throws(IntegrationError) -> Report {
    var owners: [String: String] = [:]
    var notes: [String] = []
    var files: [String] = []
    for fetched in rocks {
      let rock = fetched.rock
      let archive = RockArchive(path: fetched.path, rock: rock, chain: RockChain(name))
      let modules = try archive.modules(fetched.rockspec, in: try tree.scratch("\(rock.name)-\(rock.version)"))
      for module in modules.keys.sorted() {
        if let other = owners[module] {
          throw IntegrationError(
            code: .badData, message: "Both \(other) and \(rock.name) \(rock.version) have a module '\(module)'.",
            hint: "An integration can have one of them only: do without one of the two rocks.")
        }
        owners[module] = "\(rock.name) \(rock.version)"
        if let note = Self.shadowing(module, rock) { notes.append(note) }
      }
      files += try tree.add(modules)
      notes += rock.leftOut.map { left in
        "\(rock.name) asks for \(left), which is left out: its modules that need it cannot be loaded. "
          + (ForeignLibrary.rock(left)?.advice ?? "")
      }
    }
    let lock = RockLock(dependencies: asked.map(\.description), rocks: rocks.map(\.rock))
    try tree.finish(lock, files: files)
    return Report(rocks: lock.rocks, notes: notes)
  }

  private static func shadowing(_ module: String, _ rock: RockLock.Rock) -> String? {
    if module == "json" {
      return "\(rock.name) has a module 'json', which cannot be reached: require(\"json\") gives luahost's own."
    }
    guard StandardLibrary.names.contains(module), !module.hasPrefix("_"), module != "prelude" else { return nil }
    return "The module '\(module)' of \(rock.name) takes the place of the standard library's in this integration."
  }
}
