import Lua

extension ScriptHost {
  /// The natives that wait: `sleep`, `async`, and `require` of a module that another strand loads.
  func defineWaitingNatives() throws(LuaError) {
    try define("sleep", .init("Waits, while other tasks go on.", ["seconds number"], waits: true)) { engine, _, call in
      guard let seconds = call[0].numberValue, seconds >= 0, seconds < 1e9 else {
        return .failure("sleep takes a number of seconds from 0, found \(call[0].described)")
      }
      engine.pendingWait = .sleep(seconds: seconds)
      return .park
    }
    try defineGroupNatives()
    try defineModuleNatives()
  }

  private func defineGroupNatives() throws(LuaError) {
    try define(
      "async.run",
      .init(
        "Calls a function count times, a limited number at once, and waits until all have ended.",
        [
          "count integer", "limit integer", "fn fun(index: integer)",
          "name string of the function that the author called",
        ], waits: true), anchorsFunctions: true
    ) { engine, _, call in
      guard let count = call[0].integerValue, let limit = call[1].integerValue, case .function(let function?) = call[2]
      else { return .failure("async.run takes a count, a limit and a function") }
      guard (engine.strands[call.tag]?.depth ?? 0) < Strand.maximumDepth else {
        engine.state.release(function)
        return .failure(
          "\(call.text(3) ?? "async.run") is called inside functions of async more than "
            + "\(Strand.maximumDepth) levels deep (a recursion without an end?)")
      }
      engine.pendingWait = .group(
        StrandGroup(function: function, count: Int(count), limit: min(Int(limit), Strand.maximumGroup)))
      return .park
    }
    // The others of its group are not needed once the calling member has ended.
    try define("async.finish", .init("Ends the others of the group that the calling function of async.run belongs to."))
    { engine, _, call in
      engine.finishGroup(ofMember: call.tag)
      return .none
    }
  }

  private func defineModuleNatives() throws(LuaError) {
    try register("strand.runs", .init("Whether a strand is still there.", ["strand integer"], returns: ["boolean"])) {
      [unowned self] call in
      let tag = call[0].integerValue.map(Int.init) ?? 0
      return .value(.boolean(tag == Strand.loadingTag ? loading != nil : engine?.strands[tag] != nil))
    }
    try register("strand", .init("The strand that calls: a task, or a function of async.", returns: ["integer strand"]))
    { call in .value(.integer(Int64(call.tag))) }
    try define("module.wait", .init("Waits until another strand has loaded a module.", ["name string"], waits: true)) {
      engine, _, call in
      engine.pendingWait = .module(call.text(0) ?? "")
      return .park
    }
    try register("module.loaded", .init("Lets those go on that wait for a module.", ["name string"])) {
      [unowned self] call in
      engine?.moduleWaitersLookAgain()
      return .none
    }
  }
}
