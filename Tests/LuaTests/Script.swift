import Lua

/// A script under test: sees the natives as `host`, runs as one coroutine.
final class Script {
  /// What became of a run, to compare with.
  enum Outcome: Equatable {
    case ended, parked
    case failed(LuaError.Code, String)
  }

  let state: LuaState
  private let coroutine: LuaCoroutine
  private(set) var error: LuaError?

  init(_ source: String, in state: LuaState? = nil) throws {
    let state = try state ?? LuaState()
    self.state = state
    // Trusted code makes the globals that the script sees; the script itself is an author's.
    let setUp = "local host = ... host.set_environment({ __index = setmetatable({ host = host }, { __index = _G }) })"
    let prelude = try state.load(Array(setUp.utf8), name: "=stdlib/set_up.lua", trusted: true)
    state.release(try state.runTrusted(prelude))
    coroutine = try state.makeCoroutine(try state.load(Array(source.utf8), name: "@script.lua"))
  }

  func run() -> Outcome { outcome(of: state.resume(coroutine, tag: 1)) }

  func resume(with values: [LuaOutput]) -> Outcome { outcome(of: state.resume(coroutine, tag: 1, with: values)) }

  func resume(raising value: LuaOutput) -> Outcome { outcome(of: state.resume(coroutine, tag: 1, raising: value)) }

  private func outcome(of resumption: LuaResumption) -> Outcome {
    switch resumption {
    case .ended: return .ended
    case .parked: return .parked
    case .failed(let error):
      self.error = error
      return .failed(error.code, error.message)
    }
  }

  func json(_ key: String) throws -> String? {
    try state.json(key, ofResultOf: coroutine).map { String(decoding: $0, as: UTF8.self) }
  }

  var frames: [LuaFrame] { state.frames(of: coroutine) }

  func finish() { state.finish(coroutine, tag: 1) }
}
