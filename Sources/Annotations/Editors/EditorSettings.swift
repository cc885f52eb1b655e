import Integrations
import JSONSchema
import JSONText

/// The settings of lua-language-server in `.luarc.json`: what it must know of luahost is added, and nothing else changes.
struct EditorSettings {
  private var text: JSONText
  private let path: String

  /// What scripts do not have as Lua has it: annotations of luahost's own stand in for it.
  private static let builtins = ["basic", "debug", "io", "os", "package"]

  /// The text of the file with what luahost needs.
  /// - Parameters:
  ///   - bytes: what is there; nil where there is no file.
  ///   - library: folders with annotations, relative to the repository.
  static func merged(_ bytes: [UInt8]?, path: String, library: [String]) throws(IntegrationError) -> [UInt8] {
    guard let bytes, bytes.contains(where: { $0 > 0x20 }) else { return JSONText.make(new(library)) }
    do throws(JSONTextError) {
      var settings = EditorSettings(text: try JSONText(bytes), path: path)
      try settings.addAll(library)
      return settings.text.bytes
    } catch {
      throw IntegrationError(
        code: .badData, message: "The editor's settings cannot be read: \(error.description)",
        location: SourceLocation(file: path, line: error.line),
        hint: "Mend the file, or move it away and run this again.")
    }
  }

  private static func new(_ library: [String]) -> JSONValue {
    .object([
      "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
      "runtime.version": "Lua 5.4", "runtime.builtin": .object(JSONObject(builtins.map { ($0, "disable") })),
      "workspace.library": .array(library.map { .string($0) }), "workspace.checkThirdParty": false,
    ])
  }

  private mutating func addAll(_ library: [String]) throws(JSONTextError) {
    guard text.keys(of: []) != nil else {
      throw JSONTextError(line: 1, column: 1, description: "The settings must be an object, { … }.")
    }
    if find("runtime", "version") == nil { try add("runtime", "version", "Lua 5.4") }
    try addBuiltins()
    try addLibrary(library)
  }

  private mutating func addBuiltins() throws(JSONTextError) {
    guard let path = find("runtime", "builtin") else {
      return try add("runtime", "builtin", .object(JSONObject(Self.builtins.map { ($0, "disable") })))
    }
    guard let known = text.keys(of: path) else { return }
    for name in Self.builtins where !known.contains(name) { try text.add(name, "disable", to: path) }
  }

  private mutating func addLibrary(_ library: [String]) throws(JSONTextError) {
    guard let path = find("workspace", "library") else {
      return try add("workspace", "library", .array(library.map { .string($0) }))
    }
    guard let known = text.texts(in: path) else {
      throw JSONTextError(line: 1, column: 1, description: "\"workspace.library\" must be a list of folders.")
    }
    let plain = Set(known.map(Self.plain))
    for folder in library where !plain.contains(folder) { try text.append(.string(folder), to: path) }
  }

  /// A folder as this writes it: `./a/` is `a`.
  private static func plain(_ folder: String) -> String {
    var folder = folder[...]
    for start in ["${workspaceFolder}/", "./"] where folder.hasPrefix(start) { folder = folder.dropFirst(start.count) }
    return String(folder.hasSuffix("/") ? folder.dropLast() : folder)
  }

  /// Where a setting is: lua-language-server reads it with or without `Lua.`, as one key or as objects in each other.
  private func find(_ group: String, _ name: String) -> [String]? {
    [
      ["\(group).\(name)"], ["Lua.\(group).\(name)"], [group, name], ["Lua", group, name], ["Lua", "\(group).\(name)"],
      ["Lua.\(group)", name],
    ].first { text.has($0) }
  }

  /// Adds a setting in the way that the file has others.
  private mutating func add(_ group: String, _ name: String, _ value: JSONValue) throws(JSONTextError) {
    for path in [[group], ["Lua", group], ["Lua.\(group)"]] where text.keys(of: path) != nil {
      return try text.add(name, value, to: path)
    }
    let hasPrefix = text.keys(of: [])?.contains { $0.hasPrefix("Lua.") } ?? false
    if text.keys(of: ["Lua"]) != nil { return try text.add("\(group).\(name)", value, to: ["Lua"]) }
    try text.add("\(hasPrefix ? "Lua." : "")\(group).\(name)", value, to: [])
  }
}
