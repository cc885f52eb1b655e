import LuaSyntax

/// A file of annotations as the tests look at it: what it declares, and what it mentions.
struct MetaText {
  let text: String

  /// `http.get`, `Client:get`, `sleep`: every function, with the lines of documentation above it.
  var functions: [(name: String, parameters: [String], doc: [Substring])] {
    var found: [(name: String, parameters: [String], doc: [Substring])] = []
    var doc: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("---") {
        doc.append(line)
        continue
      }
      if line.hasPrefix("function "), let open = line.firstIndex(of: "("), let close = line.firstIndex(of: ")") {
        let parameters = line[line.index(after: open)..<close].split(separator: ",").map { word in
          String(word.drop { $0 == " " })
        }
        found.append((String(line.dropFirst(9).prefix(upTo: open)), parameters, doc))
      }
      doc = []
    }
    return found
  }

  /// Classes, aliases and their names.
  var types: Set<String> {
    var names: Set<String> = []
    for line in text.split(separator: "\n") {
      for tag in ["---@class ", "---@alias "] where line.hasPrefix(tag) {
        names.insert(String(line.dropFirst(tag.count).prefix { !" :<|".contains($0) }))
      }
    }
    return names
  }

  /// The fields of a class.
  func fields(of type: String) -> [String] {
    let lines = text.split(separator: "\n")
    guard
      let start = lines.firstIndex(where: { line in
        line == "---@class \(type)" || line.hasPrefix("---@class \(type) ") || line.hasPrefix("---@class \(type):")
      })
    else { return [] }
    return lines[(start + 1)...].prefix { $0.hasPrefix("---@field ") }.map { line in
      let name = line.dropFirst(10).prefix { $0 != " " }
      return String(name.hasSuffix("?") ? name.dropLast() : name)
    }
  }

  /// Every type with a dot in its name, or `own` in front, that an annotation mentions outside of texts and comments.
  var mentionedTypes: Set<String> {
    var names: Set<String> = []
    for line in text.split(separator: "\n") where line.hasPrefix("---@") {
      guard let type = Self.typePart(of: line) else { continue }
      for word in Self.withoutTexts(type).split(whereSeparator: { !($0.isLetter || $0.isNumber || "_.".contains($0)) })
      where word.contains(".") && !word.hasPrefix(".") && !word.hasSuffix(".") {
        names.insert(String(word))
      }
    }
    return names
  }

  /// What follows the name in `---@field name type comment`: up to the first blank outside of brackets, unless a `:` or `|`
  /// stands before it.
  private static func typePart(of line: Substring) -> Substring? {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count > 1 else { return nil }
    switch words[0] {
    case "---@field", "---@param": return words.count > 2 ? type(words[2]) : nil
    case "---@return", "---@type", "---@overload": return type(line.dropFirst(words[0].count + 1))
    case "---@class", "---@alias": return type(line.dropFirst(words[0].count + 1))
    default: return nil
    }
  }

  private static func type(_ text: Substring) -> Substring {
    var depth = 0
    var before: Character = " "
    var end = text.startIndex
    for index in text.indices {
      let character = text[index]
      if "(<{[".contains(character) { depth += 1 }
      if ")>}]".contains(character) { depth -= 1 }
      if character == " ", depth == 0, before != ":", before != "|", before != ",", text[..<index] != "async" { break }
      before = character
      end = text.index(after: index)
    }
    return text[..<end]
  }

  private static func withoutTexts(_ type: Substring) -> String {
    type.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 0 }
      .map { String($0.element) }.joined(separator: " ")
  }
}
