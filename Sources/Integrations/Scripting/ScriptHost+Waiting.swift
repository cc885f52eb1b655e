import Lua

extension ScriptHost {
  /// The natives that wait: `sleep`, `async`, and `require` of a module that another strand loads.
  func defineWaitingNatives() throws(LuaError) {
    try define("sleep") { engine, _, call in
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
    try define("async.run", anchorsFunctions: true) { engine, _, call in
      guard let count = call[0].integerValue, let limit = call[1].integerValue, case .function(let function?) = call[2]
      else { return .failure("async.run takes a count, a limit and a function") }
      guard (engine.strands[call.tag]?.depth ?? 0) < Strand.maximumDepth else {
        engine.state.release(function)
        return .failure(
          "\(call[3].stringValue ?? "async.run") is called inside functions of async more than "
            + "\(Strand.maximumDepth) levels deep (a recursion without an end?)")
      }
      engine.pendingWait = .group(
        StrandGroup(function: function, count: Int(count), limit: min(Int(limit), Strand.maximumGroup)))
      return .park
    }
    // The others of its group are not needed once the calling member has ended.
    try define("async.finish") { engine, _, call in
      engine.finishGroup(ofMember: call.tag)
      return .none
    }
  }

  private func defineModuleNatives() throws(LuaError) {
    try state.define("strand.runs") { [unowned self] call in
      let tag = call[0].integerValue.map(Int.init) ?? 0
      return .value(.boolean(tag == Strand.loadingTag ? loading != nil : engine?.strands[tag] != nil))
    }
    try state.define("strand") { call in .value(.integer(Int64(call.tag))) }
    try define("module.wait") { engine, _, call in
      engine.pendingWait = .module(call[0].stringValue ?? "")
      return .park
    }
    try state.define("module.loaded") { [unowned self] call in
      engine?.moduleWaitersLookAgain()
      return .none
    }
  }
}
