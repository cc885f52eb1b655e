import Foundation
import TestSupport

/// A session of `luahost dev` on a terminal, and the files that it watches.
struct DevFixture {
  let folder: URL
  let terminal: TerminalSession

  /// Two collectors, of which `report` reads one and `judge` depends on the other.
  static let files = Fixture([
    "collectors/users.lua": task("users", "return { data = { count = 1, id = require(\"crypto\").uuid() } }"),
    "collectors/hosts.lua": task("hosts", "return { data = { hosts = { \"a\" } } }"),
    "insights/judge.lua": task(
      "judge", fields: "depends_on = { \"hosts\" }, severity = \"high\",",
      "return { data = {}, violation = true, message = #ctx.get_data(\"hosts\").hosts .. \" hosts\" }"),
    "insights/report.lua": task("report", "return { data = { users = ctx.get_data(\"users\").count } }"),
  ]).files

  static func task(_ name: String, fields: String = "", _ body: String) -> String {
    "task { name = \"\(name)\", title = \"\(name)\", \(fields)\n  run = function(ctx)\n    \(body)\n  end,\n}\n"
  }

  /// Runs `body` beside a session, which ends with it.
  static func with(
    isolation: isolated (any Actor)? = #isolation, _ files: [String: String] = files, _ arguments: [String] = [],
    _ body: (DevFixture) async throws -> Void
  ) async throws {
    try await TerminalSession.with(["dev", "integrations/sample"] + arguments, files) { terminal, folder in
      try await body(DevFixture(folder: folder, terminal: terminal))
    }
  }

  /// A file of the integration, or of the repository.
  func path(_ name: String) -> URL {
    let isOutside = name.hasSuffix(".json") || name.hasSuffix(".yaml")
    return folder.appending(path: isOutside ? name : "integrations/sample/\(name)")
  }

  func save(_ text: String, to name: String) throws { try Data(text.utf8).write(to: path(name)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: path(name)) }
}

/// The ways in which editors save.
enum WayOfSaving: CaseIterable {
  case inPlace, rename, backup, truncateFirst, removeFirst

  func save(_ text: String, to file: URL) throws {
    let other = URL(filePath: file.path + (self == .backup ? "~" : ".tmp"))
    switch self {
    case .inPlace: try Data(text.utf8).write(to: file)
    case .rename:
      try Data(text.utf8).write(to: other)
      try Self.move(other, to: file)
    case .backup:
      try Self.move(file, to: other)
      try Data(text.utf8).write(to: file)
      try FileManager.default.removeItem(at: other)
    case .truncateFirst:
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 0)
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        try handle.write(contentsOf: Data("\(line)\n".utf8))
      }
      try handle.close()
    case .removeFirst:
      try FileManager.default.removeItem(at: file)
      try Data(text.utf8).write(to: file)
    }
  }

  private static func move(_ file: URL, to other: URL) throws {
    guard Foundation.rename(file.path, other.path) == 0 else { throw TestSupportError("cannot rename \(file.path)") }
  }
}
