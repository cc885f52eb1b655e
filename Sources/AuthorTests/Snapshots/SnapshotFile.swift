import Integrations

/// The snapshots of one test file: `tests/snapshots/items_test.snap`, a text that people can read and compare.
///
/// ```
/// # luahost snapshots 1: luahost test --update writes them anew.
///
/// == lists › finds both items 1
/// { … }
/// ```
struct SnapshotFile {
  static let firstLine = "# luahost snapshots 1: luahost test --update writes them anew."
  private static let mark = "== "

  /// By name.
  var entries: [String: String] = [:]

  /// `tests/snapshots/items_test.snap` for `tests/items_test.lua`.
  static func path(of file: String) -> String {
    "\(Files.parent(file))/snapshots/\(Files.lastComponent(file).dropLast(".lua".count)).snap"
  }

  init() {}

  /// - Throws: the number of the line that is wrong, with what is.
  init(parsing text: String) throws(SnapshotFault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map(String.init) == Self.firstLine else {
      throw SnapshotFault(line: 1, message: "The first line must be \"\(Self.firstLine)\".")
    }
    var name: String?
    var content: [Substring] = []
    func close(_ entries: inout [String: String]) {
      guard let name else { return }
      while content.last?.isEmpty == true { content.removeLast() }
      entries[name] = content.joined(separator: "\n")
    }
    for (index, line) in lines.enumerated().dropFirst() {
      if line.hasPrefix(Self.mark) {
        close(&entries)
        let next = String(line.dropFirst(Self.mark.count))
        guard entries[next] == nil else {
          throw SnapshotFault(line: index + 1, message: "There is a second snapshot of the name \"\(next)\".")
        }
        name = next
        content = []
      } else if name != nil {
        content.append(line)
      } else if !line.isEmpty, !line.hasPrefix("#") {
        throw SnapshotFault(line: index + 1, message: "A snapshot begins with a line such as \"== name 1\".")
      }
    }
    close(&entries)
  }

  /// Sorted by name.
  var printed: String {
    var text = Self.firstLine + "\n"
    for (name, content) in entries.sorted(by: { $0.key < $1.key }) {
      text += "\n\(Self.mark)\(name)\n\(content)\n"
    }
    return text
  }
}

struct SnapshotFault: Error {
  var line: Int
  var message: String
}
