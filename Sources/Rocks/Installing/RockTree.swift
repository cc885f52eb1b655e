import FoundationEssentials
import Integrations
import JSONSchema

#if canImport(Glibc)
  import Glibc
#endif

/// The folder of an integration's rocks. A new one is made beside it, and takes its place in one step: `rocks` is a link.
struct RockTree {
  private let working: WorkingFolder
  private let integration: String
  /// The new tree.
  let stage: String
  /// Held while rocks are installed, so that two installs do not meet.
  private let guardian: Int32

  private static let index = "files.json"

  /// - Parameter waiting: called where another install holds the lock, before its end is waited for.
  init(of integration: String, waiting: () -> Void) throws(IntegrationError) {
    self.integration = integration
    working = WorkingFolder(of: integration)
    try working.make()
    guardian = open(Files.join(working.path, "install.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard guardian >= 0, Self.lock(guardian, waiting) else {
      throw IntegrationError(
        code: .unwritable, message: "The folder cannot be locked: \(String(cString: strerror(errno))).",
        location: SourceLocation(file: working.path))
    }
    stage = "\(working.rocks).\(Identifier.make())"
    try Self.sweep(working, keeping: nil)
    try WholeFile.makeFolders(stage)
  }

  private static func lock(_ descriptor: Int32, _ waiting: () -> Void) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
    guard errno == EWOULDBLOCK else { return false }
    waiting()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  /// A folder of the stage for what is needed while it is made.
  func scratch(_ name: String) throws(IntegrationError) -> String {
    let folder = try Files.absolute(stage) + "/.scratch/\(name)"
    try WholeFile.makeFolders(folder)
    return folder
  }

  /// - Parameter modules: module → file.
  /// - Returns: where they are, relative to the tree.
  func add(_ modules: [String: String]) throws(IntegrationError) -> [String] {
    var added: [String] = []
    for (module, file) in modules {
      let place = Self.path(of: module, from: file)
      added.append(place)
      let path = "\(stage)/\(place)"
      try WholeFile.makeFolders(Files.parent(path))
      try WholeFile.write(path, try Files.read(file) ?? [])
    }
    return added
  }

  /// Puts the new tree in the place of the old one.
  func finish(_ lock: RockLock, files: [String]) throws(IntegrationError) {
    try? FileManager.default.removeItem(atPath: Files.join(stage, ".scratch"))
    let index = JSONValue.array(files.sorted().map { .string($0) }).serialized(pretty: true)
    try WholeFile.write(Files.join(stage, Self.index), index)
    try WholeFile.write(Files.join(stage, InstalledRocks.lockName), lock.bytes)
    // A folder that stands where the link belongs cannot be replaced in one step.
    var status = stat()
    if lstat(working.rocks, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      rename(working.rocks, "\(working.rocks).\(Identifier.make())")
    }
    let link = "\(stage).link"
    guard symlink(Files.lastComponent(stage), link) == 0, rename(link, working.rocks) == 0 else {
      throw IntegrationError(
        code: .unwritable, message: "The rocks cannot be put in their place: \(String(cString: strerror(errno))).",
        location: SourceLocation(file: working.rocks))
    }
    try WholeFile.write(InstalledRocks(of: integration).lock, lock.bytes)
    try Self.sweep(working, keeping: Files.lastComponent(stage))
  }

  /// Lets go of the lock, and of the stage where it did not become the tree.
  func close() {
    if Self.current(working) != Files.lastComponent(stage) { try? FileManager.default.removeItem(atPath: stage) }
    Glibc.close(guardian)
  }

  /// Removes the trees that nothing points to: old ones, and those of installs that were killed.
  private static func sweep(_ working: WorkingFolder, keeping kept: String?) throws(IntegrationError) {
    let current = kept ?? current(working)
    for name in try Files.names(in: working.path) where name.hasPrefix("rocks.") && name != current {
      try? FileManager.default.removeItem(atPath: Files.join(working.path, name))
    }
  }

  private static func current(_ working: WorkingFolder) -> String? {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: working.rocks)).map(Files.lastComponent)
  }

  /// A module whose file is an init.lua stays one, as LuaRocks has it: some ask for `pl.init`.
  private static func path(of module: String, from file: String) -> String {
    let path = "\(InstalledRocks.modules)/\(module.split(separator: ".").joined(separator: "/"))"
    let isFolder = Files.lastComponent(file) == "init.lua" && !module.hasSuffix(".init") && module != "init"
    return isFolder ? "\(path)/init.lua" : "\(path).lua"
  }

  /// Whether the rocks of the lock are installed, none of their files missing.
  static func isCurrent(_ integration: String) -> Bool {
    guard InstalledRocks(of: integration).state == .current else { return false }
    let rocks = WorkingFolder(of: integration).rocks
    guard let bytes = (try? Files.read(Files.join(rocks, index))) ?? nil, let index = try? JSONValue(parsing: bytes)
    else { return false }
    return (index.arrayValue ?? []).compactMap(\.stringValue).allSatisfy {
      Files.exists(Files.join(rocks, $0))
    }
  }
}
