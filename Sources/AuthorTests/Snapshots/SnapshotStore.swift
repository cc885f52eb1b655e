import FoundationEssentials
import Integrations
import Synchronization

/// The snapshots that the tests of one file use while they run, and what becomes of their file.
final class SnapshotStore: Sendable {
  private struct State {
    var file = SnapshotFile()
    var used: Set<String> = []
    /// How many snapshots each test has compared.
    var counts: [String: Int] = [:]
    var changes = SnapshotChanges()
  }

  /// As the user can open it.
  private let path: String
  private let mode: SnapshotMode
  private let state = Mutex(State())

  init(_ path: String, mode: SnapshotMode) {
    self.path = path
    self.mode = mode
    do throws(IntegrationError) {
      guard let bytes = try Files.read(path) else { return }
      do throws(SnapshotFault) {
        let file = try SnapshotFile(parsing: String(decoding: bytes, as: UTF8.self))
        state.withLock { $0.file = file }
      } catch {
        throw IntegrationError(
          code: .badData, message: error.message, location: SourceLocation(file: path, line: error.line),
          hint: "Correct the line, or remove the file and run luahost test again.")
      }
    } catch {
      state.withLock { $0.changes.fault = error }
    }
  }

  /// Compares a text with the snapshot of a test.
  /// - Parameter name: what the test calls it; where that is empty, it is told by its number.
  func compare(test: String, name: String, text: String) -> TestNotes.SnapshotOutcome {
    state.withLock { state in
      if let fault = state.changes.fault { return .refused("the snapshots cannot be read: \(fault)") }
      let label = Self.oneLine(name.isEmpty ? test : "\(test) › \(name)")
      state.counts[label, default: 0] += 1
      let key = "\(label) \(state.counts[label] ?? 1)"
      state.used.insert(key)
      guard let stored = state.file.entries[key] else {
        guard mode != .compare else {
          return .refused(
            "there is no snapshot \"\(key)\" in \(path), and none is written in CI; "
              + "run luahost test on your machine, and commit the file")
        }
        state.file.entries[key] = text
        state.changes.written += 1
        return .matches
      }
      if stored == text { return .matches }
      guard mode == .update else { return .differs(stored) }
      state.file.entries[key] = text
      state.changes.updated += 1
      return .matches
    }
  }

  /// Writes the file where that is due.
  /// - Parameter isUsed: whether a snapshot that no test has compared may still belong to one, such as one that was left out.
  func finish(mayBeUsed: (String) -> Bool) -> SnapshotChanges {
    state.withLock { state in
      guard state.changes.fault == nil else { return state.changes }
      let unused = state.file.entries.keys.filter { !state.used.contains($0) && !mayBeUsed($0) }.sorted()
      if mode == .update {
        for key in unused { state.file.entries[key] = nil }
        state.changes.removed = unused.count
      } else {
        state.changes.obsolete = unused
      }
      if state.changes.written + state.changes.updated + state.changes.removed > 0 {
        do throws(IntegrationError) {
          try write(state.file)
        } catch {
          state.changes.fault = error
        }
      }
      return state.changes
    }
  }

  private func write(_ file: SnapshotFile) throws(IntegrationError) {
    guard file.entries.isEmpty else { return try Files.write(Array(file.printed.utf8), to: path) }
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
