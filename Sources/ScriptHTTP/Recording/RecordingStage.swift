import FoundationEssentials
import Integrations
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Recordings under way: they are written beside the folder that they are for, and take its place when all are there. A
/// run that dies before leaves the old ones as they were.
final class RecordingStage: Sendable {
  private struct Written {
    var file: String
    var start: Int
    /// How many tokens were known when it was written.
    var learnedCount: Int
  }

  private struct State {
    var started = 0
    var written: [Written] = []
    var failure: IntegrationError?
  }

  /// Tells Git to leave the line ends of bodies alone.
  static let attributesName = ".gitattributes"

  private let folder: RecordingFolder
  /// Where the recordings go, links followed.
  private let target: String
  private let staging: String
  private let lock: FileLock
  private let mask: RecordingMask
  private let state = Mutex(State())

  /// - Throws: `usage` where the folder holds other files, or another run records into it.
  init(for folder: RecordingFolder, mask: RecordingMask) throws(IntegrationError) {
    self.folder = folder
    self.mask = mask
    if Files.exists(folder.path), !Files.isFolder(folder.path) {
      throw IntegrationError(code: .usage, message: "'\(folder.path)' is a file; recordings need a folder.")
    }
    if let name = try folder.foreignFile() {
      throw IntegrationError(
        code: .usage,
        message: "The folder '\(folder.path)' holds '\(name)', which is no recording; "
          + "recording replaces a folder whole.",
        hint: "Give recordings a folder of their own.")
    }
    target = (try? Files.absolute(folder.path)) ?? Self.trimmed(folder.path)
    staging = target + ".partial"
    // For the user alone: what is under way may hold tokens that are learned to be such later.
    try Self.make(staging, permissions: 0o700)
    guard let lock = FileLock(folder: staging) else {
      throw IntegrationError(code: .usage, message: "Another run is recording into '\(folder.path)'.")
    }
    self.lock = lock
    try clean()
    try Self.make(Files.join(staging, "new"))
    try Self.make(Files.join(staging, "raw"))
  }

  /// What a run left that died: its recordings go, those that it was about to replace come back.
  private func clean() throws(IntegrationError) {
    let old = Files.join(staging, "old")
    if Files.exists(old), !Files.exists(target) { try Self.move(old, to: target) }
    for name in try Files.names(in: staging) {
      try? FileManager.default.removeItem(atPath: Files.join(staging, name))
    }
  }

  // MARK: During the run

  /// The number of an exchange: they are told apart by when they started.
  func start() -> Int {
    state.withLock { state in
      state.started += 1
      return state.started
    }
  }

  func add(_ recording: Recording, start: Int) {
    let file = "raw/\(start)"
    let learnedCount = mask.learnedCount
    do throws(IntegrationError) {
      try Self.write(recording.printed(), to: Files.join(staging, file))
      state.withLock { $0.written.append(Written(file: file, start: start, learnedCount: learnedCount)) }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
    }
  }

  // MARK: After it

  func discard() { try? FileManager.default.removeItem(atPath: staging) }

  /// Puts the recordings into their folder, in place of those that were there. Gives their number.
  func finish() throws(IntegrationError) -> Int {
    defer { discard() }
    let (written, failure) = state.withLock { ($0.written, $0.failure) }
    if let failure { throw failure }
    var named: [RecordingName: [(order: Order, file: String)]] = [:]
    for item in written.sorted(by: { $0.start < $1.start }) {
      let recording = try masked(item)
      let name = RecordingName(recording.request, key: RequestKey(recording.request))
      named[name, default: []].append((Order(recording, start: item.start), item.file))
    }
    for (name, items) in named {
      let folder = Files.join(staging, "new/\(name.folder)")
      try Self.make(folder)
      for (index, item) in items.sorted(by: { $0.order < $1.order }).enumerated() {
        let file = "\(name.stem)-\(index + 1)\(RecordingFolder.fileExtension)"
        try Self.move(Files.join(staging, item.file), to: Files.join(folder, file))
      }
    }
    try Self.write(Array("* -text\n".utf8), to: Files.join(staging, "new/\(Self.attributesName)"))
    try replace()
    return written.count
  }

  /// The order of exchanges of one name: whatever ran beside them, it is the same.
  private struct Order: Comparable {
    let requester: String
    let unverified: Int
    let redirects: Int
    let start: Int

    init(_ recording: Recording, start: Int) {
      requester = recording.requester ?? ""
      unverified = recording.request.verify ? 0 : 1
      redirects = recording.request.redirects
      self.start = start
    }

    static func < (one: Self, other: Self) -> Bool {
      (one.requester, one.unverified, one.redirects, one.start)
        < (other.requester, other.unverified, other.redirects, other.start)
    }
  }

  /// Reads a recording back, and takes out of it what was learned to be secret after it was written.
  private func masked(_ item: Written) throws(IntegrationError) -> Recording {
    let path = Files.join(staging, item.file)
    guard let bytes = try Files.read(path), let recording = try? Recording(parsing: bytes) else {
      throw IntegrationError(
        code: .badData, message: "A recording of this run cannot be read back.", location: SourceLocation(file: path))
    }
    guard item.learnedCount < mask.learnedCount else { return recording }
    let again = mask.applied(to: recording)
    try Self.write(again.printed(), to: path)
    return again
  }

  private func replace() throws(IntegrationError) {
    let new = Files.join(staging, "new")
    if !Files.exists(target) { return try Self.move(new, to: target) }
    if FolderExchange.exchange(new, target) { return }
    try Self.move(target, to: Files.join(staging, "old"))
    try Self.move(new, to: target)
  }

  // MARK: Files

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  private static func make(_ folder: String, permissions: Int? = nil) throws(IntegrationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true,
        attributes: permissions.map { [.posixPermissions: $0] })
    } catch {
      throw failure("The folder cannot be made", folder)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(IntegrationError) {
    do {
      try Data(bytes).write(to: URL(filePath: path))
    } catch {
      throw failure("The recording cannot be written", path)
    }
  }

  private static func move(_ path: String, to target: String) throws(IntegrationError) {
    guard rename(path, target) == 0 else { throw failure("The recording cannot be moved there", target) }
  }

  private static func failure(_ what: String, _ path: String) -> IntegrationError {
    IntegrationError(
      code: .badData, message: "\(what): check that there is room and that you may write there.",
      location: SourceLocation(file: path))
  }
}

/// An advisory lock on a folder, held until the value is gone.
private final class FileLock: Sendable {
  private let descriptor: Int32

  init?(folder: String) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }
}
