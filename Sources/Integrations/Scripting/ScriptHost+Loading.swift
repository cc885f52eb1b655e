import Lua

extension ScriptHost {
  /// The natives behind `task{}`, `runner{}` and `require`.
  func defineLoadingNatives() throws(LuaError) {
    try register(
      "task",
      .init(
        "Declares a task, in a file of collectors/ or insights/.",
        ["declaration luahost.Task", "file? string", "line? integer"]), anchorsFunctions: true
    ) { [unowned self] call in
      declare("task", call) { session, location throws(DeclarationError) in
        try session.addTask(call[0], at: location)
      }
    }
    try register(
      "runner",
      .init(
        "Declares the integration, in entry.lua.", ["declaration luahost.Runner", "file? string", "line? integer"]),
      anchorsFunctions: true
    ) { [unowned self] call in
      declare("runner", call) { session, location throws(DeclarationError) in
        try session.setRunner(call[0], at: location)
      }
    }
    try register(
      "module",
      .init(
        "Finds a module and compiles it.", ["name string", "is_standard? boolean"],
        returns: ["function chunk", "string? path", "boolean is_standard", "boolean? is_rock"])
    ) { [unowned self] call in
      let name = call.text(0) ?? ""
      switch call[1].booleanValue == true ? modules.findStandard(name) : modules.find(name) {
      case .author(let source, let path):
        return .values([.chunk(source: source, name: "@\(path)", trusted: false), .text(path), .boolean(false)])
      case .rock(let source, let path):
        return .values([
          .chunk(source: source, name: "@\(path)", trusted: false), .text(path), .boolean(false), .boolean(true),
        ])
      case .standard(let source):
        return .values([.chunk(source: source, name: "=stdlib/\(name).lua", trusted: true), .nil, .boolean(true)])
      case .missing(let reason): return .failure(reason)
      }
    }
  }

  private func declare(
    _ what: String, _ call: LuaCall, _ body: (LoadSession, SourceLocation) throws(DeclarationError) -> Void
  ) -> LuaAnswer {
    guard let loading else {
      return .failure("\(what){} declares while files are loaded; it cannot be called by a running task")
    }
    // `return runner { … }` is a tail call: the author's frame is gone, and with it the line.
    let location = SourceLocation(file: call.text(1) ?? loading.file, line: call[2].integerValue.map(Int.init))
    do throws(DeclarationError) {
      try body(loading, location)
      return .none
    } catch {
      guard let refused = loading.refused else { return .failure(error.message) }
      refused(error, location)
      return .none
    }
  }
}
