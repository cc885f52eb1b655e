/// Lines of documentation that stand together in a Lua source: `---` and what follows it, from the first column.
struct DocBlock {
  var lines: [String]
  /// Of its last line, from 1.
  var lastLine: Int

  /// All blocks of a source, by the line after each.
  static func find(in source: String) -> [Int: DocBlock] {
    var blocks: [Int: DocBlock] = [:]
    var lines: [String] = []
    let all = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [""]
    for (index, line) in all.enumerated() {
      if line.hasPrefix("---"), !line.hasPrefix("----") {
        lines.append(line)
      } else if !lines.isEmpty {
        blocks[index + 1] = DocBlock(lines: lines, lastLine: index)
        lines = []
      }
    }
    return blocks
  }

  var text: String { lines.joined(separator: "\n") }

  /// The names of classes and aliases that it declares.
  var declaredTypes: [String] {
    lines.compactMap { line in
      for tag in ["---@class ", "---@alias "] where line.hasPrefix(tag) {
        return String(line.dropFirst(tag.count).prefix { !" :<|".contains($0) })
      }
      return nil
    }
  }

  /// The class that it declares, where it declares one.
  var className: String? {
    lines.first { $0.hasPrefix("---@class ") }.map { String($0.dropFirst(10).prefix { !" :<|".contains($0) }) }
  }

  /// Names of the shape of a type, in annotations and in the text: "is raised as an http.Error".
  var mentionedTypes: Set<String> {
    var names: Set<String> = []
    for line in lines {
      for word in line.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }) {
        names.insert(String(word.last == "." ? word.dropLast() : word))
      }
    }
    return names
  }

  /// The parameters that it tells of, without question marks.
  var parameterNames: [String] {
    lines.filter { $0.hasPrefix("---@param ") }.map { line in
      let name = line.dropFirst(10).prefix { $0 != " " }
      return String(name.hasSuffix("?") ? name.dropLast() : name)
    }
  }
}
