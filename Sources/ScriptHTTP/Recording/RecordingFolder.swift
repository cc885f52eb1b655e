import FoundationEssentials
package import Integrations

/// A folder of recordings: a file each, `HOST/METHOD-PATH-HASH-N.http`. Names are for people; what counts is inside.
package struct RecordingFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  static let fileExtension = ".http"

  /// A recording and where it is.
  package struct Entry: Sendable {
    /// Relative to the folder.
    package var path: String
    package var recording: Recording

    package init(path: String, recording: Recording) {
      self.path = path
      self.recording = recording
    }
  }

  /// All recordings, those of the same request in the order of the numbers at the end of their names.
  /// - Throws: `notFound` where there is no such folder, `badData` with file and line for a damaged recording.
  package func entries() throws(IntegrationError) -> [Entry] {
    guard Files.isFolder(path) else {
      throw IntegrationError(
        code: .notFound, message: "There is no folder '\(path)' with recordings.",
        hint: "Make one with luahost run … --record \(path)")
    }
    var entries: [Entry] = []
    for file in try files() { entries.append(Entry(path: file, recording: try recording(in: file))) }
    guard !entries.isEmpty else {
      throw IntegrationError(
        code: .badData, message: "The folder '\(path)' holds no recordings (*\(Self.fileExtension)).",
        hint: "Make some with luahost run … --record \(path)")
    }
    return entries
  }

  /// All recordings, none where there is no such folder.
  /// - Parameter depth: how many parts the path of a recording may have in the folder; nil for any number.
  func entries(depth: Int?) throws(IntegrationError) -> [Entry] {
    guard Files.isFolder(path) else { return [] }
    var entries: [Entry] = []
    for file in try files() where file.split(separator: "/").count <= depth ?? .max {
      entries.append(Entry(path: file, recording: try recording(in: file)))
    }
    return entries
  }

  private func recording(in file: String) throws(IntegrationError) -> Recording {
    let full = Files.join(path, file)
    do throws(RecordingFault) {
      return try Recording(parsing: try Self.read(full))
    } catch {
      throw IntegrationError(
        code: .badData, message: error.message, location: SourceLocation(file: full, line: error.line),
        hint: "Correct the line, or record again; docs/recording.md has the grammar.")
    }
  }

  private static func read(_ path: String) throws(RecordingFault) -> [UInt8] {
    guard let bytes = try? Files.read(path) else {
      throw RecordingFault(line: 1, message: "The file cannot be read: check that you may read it.")
    }
    return bytes
  }

  /// The recordings' paths, relative to the folder, in order.
  func files() throws(IntegrationError) -> [String] {
    var found: [String] = []
    for name in try tree() where name.hasSuffix(Self.fileExtension) { found.append(name) }
    return found.map(NumberedName.init).sorted().map(\.path)
  }

  /// What is in the folder that recording did not put there; `nil` where all of it may be replaced.
  func foreignFile() throws(IntegrationError) -> String? {
    for name in try tree() where name != RecordingStage.attributesName {
      guard name.hasSuffix(Self.fileExtension), let bytes = try Files.read(Files.join(path, name)),
        bytes.starts(with: Recording.firstLine.utf8)
      else { return name }
    }
    return nil
  }

  /// All files, to a depth that no recording exceeds.
  private func tree(below folder: String = "", depth: Int = 0) throws(IntegrationError) -> [String] {
    var found: [String] = []
    for name in try Files.names(in: Files.join(path, folder)) {
      let file = folder.isEmpty ? name : "\(folder)/\(name)"
      if depth < 8, Files.isFolder(Files.join(path, file)) {
        found += try tree(below: file, depth: depth + 1)
      } else {
        found.append(file)
      }
    }
    return found
  }
}

/// A path whose name may end in a number, which is compared as one: `a-9` comes before `a-10`.
private struct NumberedName: Comparable {
  let path: String
  private let stem: String
  private let number: Int

  init(_ path: String) {
    self.path = path
    let name = path.dropLast(path.hasSuffix(RecordingFolder.fileExtension) ? RecordingFolder.fileExtension.count : 0)
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    number = Int(name.suffix(digits)) ?? 0
    stem = String(name.dropLast(digits))
  }

  static func < (one: Self, other: Self) -> Bool {
    (one.stem, one.number, one.path) < (other.stem, other.number, other.path)
  }
}
