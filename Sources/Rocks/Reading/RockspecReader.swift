package import Integrations
import Lua

/// Evaluates rockspecs, which are Lua programs, in a state of their own: no functions, little memory, two seconds.
package enum RockspecReader {
  private static let timeLimit: UInt64 = 2_000_000_000
  private static let memoryLimit = 16 << 20

  /// The globals that the rockspec sets, with what it says for Linux put over the rest.
  private static let program = """
    local host = ...
    return function()
    local source, name = host.source()
    local globals = {}
    local chunk, fault = load(source, name, "t", globals)
    if not chunk then error(fault, 0) end
    chunk()
    local function merge(into, from)
      for key, value in pairs(from) do
        if type(value) == "table" and type(into[key]) == "table" then
          merge(into[key], value)
        elseif math.type(key) == "integer" then
          into[#into + 1] = value
        else
          into[key] = value
        end
      end
    end
    for _, key in ipairs { "build", "dependencies", "source" } do
      local t = globals[key]
      if type(t) == "table" and type(t.platforms) == "table" then
        local platforms = t.platforms
        t.platforms = nil
        for _, platform in ipairs { "unix", "linux" } do
          if type(platforms[platform]) == "table" then merge(t, platforms[platform]) end
        end
      end
    end
    host.give(globals)
    end
    """

  /// - Parameters:
  ///   - path: what errors call it.
  ///   - isWhole: whether it must say how the rock is built, as an integration's own need not.
  package static func read(_ bytes: [UInt8], path: String, isWhole: Bool) throws(IntegrationError) -> Rockspec {
    let globals = try evaluate(bytes, path)
    func fault(_ message: String, _ hint: String? = nil) -> IntegrationError {
      IntegrationError(code: .badData, message: message, location: SourceLocation(file: path), hint: hint)
    }
    guard let name = globals["package"]?.stringValue else {
      throw fault("The rockspec does not say package = \"…\".")
    }
    guard let version = globals["version"]?.stringValue else {
      throw fault("The rockspec does not say version = \"…\".")
    }
    let texts = globals["dependencies"]?.tableValue?.pairs.sorted { first, second in
      (first.key.integerValue ?? .max) < (second.key.integerValue ?? .max)
    }
    if let given = globals["dependencies"], texts == nil {
      throw fault(
        "dependencies is a \(given.typeName).", "Write dependencies = { \"lua ~> 5.4\", \"inspect >= 3.1\" }.")
    }
    var dependencies: [RockDependency] = []
    for pair in texts ?? [] {
      guard let text = pair.value.stringValue, let dependency = RockDependency(text) else {
        throw fault(
          "\(pair.value.stringValue.map { "\"\($0)\"" } ?? "A \(pair.value.typeName)") is no dependency.",
          "Write the name of a rock and its versions, such as \"inspect >= 3.1\" or \"penlight ~> 1.13\".")
      }
      guard !dependency.name.contains("/") else {
        throw fault(
          "\"\(text)\" names the user who uploaded the rock; luahost finds rocks by their plain name.",
          "Write \"\(text.split(separator: "/").dropFirst().joined(separator: "/"))\" and give --server.")
      }
      dependencies.append(dependency)
    }
    guard !isWhole || globals["build"]?.tableValue != nil || globals["source"]?.tableValue != nil else {
      throw fault("The rockspec says neither where its source is nor how it is built.")
    }
    return Rockspec(
      name: name, version: version, dependencies: dependencies.filter { $0.name != "lua" },
      lua: dependencies.filter { $0.name == "lua" }, source: source(globals["source"]?.tableValue ?? LuaTable()),
      build: build(globals["build"]?.tableValue ?? LuaTable()))
  }

  private static func source(_ table: LuaTable) -> Rockspec.Source {
    let url = table["url"]?.stringValue ?? ""
    let last = url.split(separator: "/").last.map(String.init)
    return Rockspec.Source(file: table["file"]?.stringValue ?? last, folder: table["dir"]?.stringValue)
  }

  private static func build(_ table: LuaTable) -> Rockspec.Build {
    var modules: [String: String] = [:]
    var compiled: [String] = []
    func add(_ table: LuaTable?) {
      for pair in table?.pairs ?? [] {
        let file = pair.value.stringValue
        // install.lua may list files without naming the modules: each is then called as its file is.
        let name = pair.key.stringValue ?? file.map { Files.lastComponent($0).replacingEnding(".lua") } ?? "?"
        if let file, file.hasSuffix(".lua") { modules[name] = file } else { compiled.append(name) }
      }
    }
    let listed = table["modules"]?.tableValue
    let installed = table["install"]?.tableValue
    add(listed)
    add(installed?["lua"]?.tableValue)
    for pair in installed?["lib"]?.tableValue?.pairs ?? [] {
      compiled.append(pair.key.stringValue ?? pair.value.stringValue ?? "?")
    }
    return Rockspec.Build(
      type: table["type"]?.stringValue ?? "builtin",
      modules: listed == nil && modules.isEmpty ? nil : modules, compiled: compiled.sorted(),
      patches: table["patches"] != nil || table["extra_files"] != nil)
  }

  private static func evaluate(_ bytes: [UInt8], _ path: String) throws(IntegrationError) -> LuaTable {
    var given = LuaTable()
    do throws(LuaError) {
      let state = try LuaState(options: LuaState.Options(memoryLimit: memoryLimit, coroutineLimit: 1))
      try state.define("source") { _ in .values([.string(bytes.withoutByteOrderMark), .text("@\(path)")]) }
      try state.define("give") { call in
        given = call[0].tableValue ?? LuaTable()
        return .none
      }
      state.setDeadline(LuaState.now + timeLimit)
      let chunk = try state.load(Array(program.utf8), name: "=stdlib/rockspec.lua", trusted: true)
      let reader = try state.makeCoroutine(try state.runTrusted(chunk))
      if case .failed(let error) = state.resume(reader, tag: 0) { throw error }
    } catch {
      throw IntegrationError(
        code: .badData,
        message: error.limit == nil
          ? "The rockspec cannot be read: \(error.message)"
          : "The rockspec takes more than two seconds or 16 MiB to evaluate.",
        location: SourceLocation(file: path),
        hint: "A rockspec only assigns values: package, version, dependencies. It finds no functions.")
    }
    return given
  }
}

extension String {
  func replacingEnding(_ ending: String) -> String { hasSuffix(ending) ? String(dropLast(ending.count)) : self }
}
