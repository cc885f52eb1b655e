import Lua

/// The globals that scripts find, as the running prelude has them.
package enum ScriptGlobals {
  /// Their names, sorted; members of libraries among them as `io.write`.
  /// - Parameter forTests: those of test files, which have `describe`, `it` and so on.
  package static func names(forTests: Bool = false) throws(IntegrationError) -> [String] {
    var names: [String] = []
    do throws(LuaError) {
      let host = try ScriptHost(
        modules: ModuleFinder(folder: "."), limits: JobLimits(),
        test: forTests ? TestSession(file: "", notes: TestNotes()) : nil)
      try host.state.define("note_global") { call in
        if let name = call.text(0) { names.append(name) }
        return .none
      }
      let source = "local host = ... for _, name in ipairs(host.global_names()) do host.note_global(name) end"
      let chunk = try host.state.load(Array(source.utf8), name: "=stdlib/globals.lua", trusted: true)
      _ = try host.state.runTrusted(chunk)
    } catch {
      throw IntegrationError(code: .badData, message: "The globals cannot be listed: \(error.message)")
    }
    return Array(Set(names)).sorted()
  }

  /// What each module that scripts may require has: names, and the types of their values.
  package static func moduleMembers() throws(IntegrationError) -> [String: [String: String]] {
    try members(of: ModuleFinder.standardNames)
  }

  /// What test files find beyond that, and the matchers of `expect`.
  package static func testNames() throws(IntegrationError) -> (globals: [String], matchers: [String]) {
    let members = try members(of: ["_test", "_test_matchers"])
    return (members["_test", default: [:]].keys.sorted(), members["_test_matchers", default: [:]].keys.sorted())
  }

  private static func members(of modules: [String]) throws(IntegrationError) -> [String: [String: String]] {
    var members: [String: [String: String]] = [:]
    do throws(LuaError) {
      let host = try ScriptHost(modules: ModuleFinder(folder: "."), limits: JobLimits())
      try host.state.define("note_member") { call in
        if let module = call.text(0), let name = call.text(1) {
          members[module, default: [:]][name] = call.text(2)
        }
        return .none
      }
      for module in modules {
        let source = """
          local host = ... for name, value in pairs(host.standard("\(module)")) do
            host.note_member("\(module)", name, type(value)) end
          """
        let chunk = try host.state.load(Array(source.utf8), name: "=stdlib/members.lua", trusted: true)
        _ = try host.state.runTrusted(chunk)
      }
    } catch {
      throw IntegrationError(code: .badData, message: "The modules cannot be listed: \(error.message)")
    }
    return members
  }
}
