import Lua
import Synchronization

/// Which lines of an integration's files have run, in any of the states that were told to note it.
package final class LineCoverage: Sendable {
  private let lines = Mutex<[String: Set<Int>]>([:])

  package init() {}

  /// By path, relative to the integration's folder.
  package var covered: [String: Set<Int>] { lines.withLock { $0 } }

  package func add(_ more: [String: Set<Int>]) {
    lines.withLock { lines in
      for (file, numbers) in more { lines[file, default: []].formUnion(numbers) }
    }
  }

  /// The lines of a source that hold code; nil where it does not compile.
  package static func codeLines(of source: [UInt8]) -> Set<Int>? {
    LuaState.codeLines(of: source.withoutByteOrderMark)
  }
}
