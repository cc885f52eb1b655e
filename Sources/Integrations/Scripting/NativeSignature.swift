import Lua

/// What editors, and readers of the code, are told of a native function: given where it is registered.
package struct NativeSignature: Sendable, Hashable {
  /// What it does, in full sentences.
  package var summary: String
  /// As LuaCATS has them after `---@param`: `seconds number how long`, `task_name? string`.
  package var parameters: [String]
  /// As LuaCATS has them after `---@return`: `table data`.
  package var returns: [String]
  /// Whether the calling task may be set aside in it: `---@async`.
  package var waits: Bool

  init(_ summary: String, _ parameters: [String] = [], returns: [String] = [], waits: Bool = false) {
    self.summary = summary
    self.parameters = parameters
    self.returns = returns
    self.waits = waits
  }
}

/// The natives of a state by the names under which trusted chunks find them.
package enum NativeCatalogue {
  /// Every native function with its signature, sorted by name.
  package static func signatures() throws(IntegrationError) -> [(name: String, signature: NativeSignature)] {
    let host: ScriptHost
    do throws(LuaError) {
      host = try makeHost()
    } catch {
      throw IntegrationError(code: .badData, message: "The natives cannot be listed: \(error.message)")
    }
    return host.signatures.merging(NativeSignature.ofC) { $1 }.sorted { $0.key < $1.key }
      .map { (name: $0.key, signature: $0.value) }
  }

  /// A state with all natives there are, those of tests too.
  private static func makeHost() throws(LuaError) -> ScriptHost {
    try ScriptHost(
      modules: ModuleFinder(folder: "."), limits: JobLimits(),
      settings: ScriptSettings(now: Timestamp(milliseconds: 0)), test: TestSession(file: "", notes: TestNotes()),
      keepsSignatures: true)
  }

  /// The names of the functions that trusted chunks get from a running state.
  package static func namesInState() throws(IntegrationError) -> [String] {
    var names: [String] = []
    do throws(LuaError) {
      let host = try makeHost()
      try host.state.define("note_native") { call in
        if let name = call.text(0), name != "note_native" { names.append(name) }
        return .none
      }
      let source = """
        local host = ... for name, value in pairs(host) do
          if type(value) == "function" then host.note_native(name) end end
        """
      let chunk = try host.state.load(Array(source.utf8), name: "=stdlib/natives.lua", trusted: true)
      _ = try host.state.runTrusted(chunk)
    } catch {
      throw IntegrationError(code: .badData, message: "The natives cannot be listed: \(error.message)")
    }
    return names.sorted()
  }
}

extension NativeSignature {
  /// Those that CLuaHost registers in each state (`natives.c`), and what the prelude adds.
  static let ofC: [String: NativeSignature] = [
    "raise": .init("Raises an error at the line of the author that called the library.", ["value any"]),
    "where": .init("Where the author's code is that calls the library.", returns: ["string? file", "integer? line"]),
    "object": .init("An object that has nothing but a metatable.", ["metatable table"], returns: ["userdata"]),
    "set_chunk_environment": .init(
      "Gives a chunk that has not run yet another environment.", ["chunk function", "environment table"]),
    "set_environment": .init(
      "Sets the metatable of the globals that each of the author's files gets.", ["metatable table"]),
    "standard": .init(
      "A module of the standard library, or a part of one, for another of its modules.",
      ["name string", "chunk? function"], returns: ["any module"]),
    "frozen": .init(
      "A view of a table that cannot be written through.",
      ["name string", "t table", "call? function what happens when the view is called"], returns: ["table view"]),
    "global_names": .init("The names of all globals, and of the members of libraries.", returns: ["string[] names"]),
  ]
}
