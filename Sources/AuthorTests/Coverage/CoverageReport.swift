package import Integrations

/// How much of an integration's code its tests run. Files that no test has loaded count, with nothing.
package struct CoverageReport: Sendable {
  /// The integration.
  package let name: String
  /// Sorted by path.
  package let files: [FileCoverage]
  private let folder: String

  /// Folders with what is not the integration's own code.
  private static let foreign: Set = ["tests", "lua_modules", "rocks", "node_modules"]

  package init(_ suite: TestSuite, _ coverage: LineCoverage) {
    name = suite.name
    folder = suite.folder
    let covered = coverage.covered
    files = Self.paths(in: suite.folder).compactMap { path in
      let full = Files.join(suite.folder, path)
      guard let source = try? Files.read(full), let lines = LineCoverage.codeLines(of: source) else { return nil }
      let code = lines.subtracting(Self.closers(in: source))
      return FileCoverage(path: full, code: code, covered: code.intersection(covered[path] ?? []))
    }
  }

  package static func percent(of files: [FileCoverage]) -> Double {
    let lines = files.reduce(0) { $0 + $1.code.count }
    return lines == 0 ? 100 : 100 * Double(files.reduce(0) { $0 + $1.covered.count }) / Double(lines)
  }

  private static func paths(in folder: String, below prefix: String = "", depth: Int = 0) -> [String] {
    var paths: [String] = []
    for name in (try? Files.names(in: folder)) ?? [] where !name.hasPrefix(".") {
      let full = Files.join(folder, name)
      if Files.isFolder(full) {
        guard depth < 16, !(depth == 0 && foreign.contains(name)) else { continue }
        paths += Self.paths(in: full, below: "\(prefix)\(name)/", depth: depth + 1)
      } else if name.hasSuffix(".lua") {
        paths.append(prefix + name)
      }
    }
    return paths
  }

  /// Lines that only close something, such as `end)`. The code that Lua has there is none of the author's: a function that
  /// returns before its end has one more return that nothing reaches.
  private static func closers(in source: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      let code = text.firstRange(of: "--").map { text[..<$0.lowerBound] } ?? text[...]
      let words = code.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "\"" && $0 != "'" }
      let marks = code.filter { !$0.isWhitespace && !$0.isLetter }
      if words.allSatisfy({ $0 == "end" || $0 == "else" }), marks.allSatisfy({ ")}],;".contains($0) }) {
        found.insert(index + 1)
      }
    }
    return found
  }

  // MARK: lcov

  /// Writes `.luahost/coverage/lcov.info` in the integration's folder, as genhtml, Codecov and editors read it
  /// (geninfo(1)). Gives its path.
  package func writeLcov() throws(IntegrationError) -> String {
    let working = WorkingFolder(of: folder)
    try working.make("coverage")
    let path = Files.join(working.coverage, "lcov.info")
    try Files.write(Array(lcov.utf8), to: path)
    return path
  }

  var lcov: String {
    var text = ""
    for file in files {
      text += "TN:\(name)\nSF:\(file.path)\n"
      for line in file.code.sorted() { text += "DA:\(line),\(file.covered.contains(line) ? 1 : 0)\n" }
      text += "LF:\(file.code.count)\nLH:\(file.covered.count)\nend_of_record\n"
    }
    return text
  }
}
