import CLuaHost

/// Why Lua code, or an operation on a state, failed.
public struct LuaError: Error, Sendable {
  /// The kind of a failure.
  public enum Code: Sendable, Hashable {
    /// A script raised it, or a library function that it called.
    case error
    /// A chunk does not compile.
    case syntax
    /// The memory limit of the state, or the machine's memory, is exhausted.
    case memory
    /// A limit ended the script, which cannot catch that; ``LuaError/limit`` tells which.
    case stopped
    /// A coroutine of the host's yielded without waiting for anything.
    case unparked
  }

  /// What ends a script that cannot catch it.
  public enum Limit: Sendable, Hashable {
    /// The instant of ``LuaState/setDeadline(_:)`` has passed.
    case deadline
    /// ``LuaState/Interrupter/interrupt()`` was called.
    case interrupt
    /// CPU time since the script last waited.
    case slice
    /// CPU time of the state in all.
    case cpu
    /// Memory ran out again after a script had caught that once.
    case memory
  }

  /// What kind of failure it is.
  public var code: Code
  /// The limit that ended the script; nil unless the code is `stopped`.
  public var limit: Limit?
  /// Lua's text, position included: `collectors/list.lua:3: boom`.
  public var message: String
  /// Innermost first; across coroutines, those of the coroutine that failed first.
  public var frames: [LuaFrame]
  /// What the variables of the author's innermost function held when it was raised: upvalues first, the last one of a
  /// name is the one in scope.
  public var variables: [LuaVariable] = []
  /// The error value, anchored in the state, to be raised again elsewhere; whoever takes the error releases it.
  public var value: LuaReference?

  /// An error of the host's own making.
  public init(
    code: Code, limit: Limit? = nil, message: String, frames: [LuaFrame] = [], value: LuaReference? = nil
  ) {
    self.code = code
    self.limit = limit
    self.message = message
    self.frames = frames
    self.value = value
  }

  init(_ raw: lh_failure) {
    code =
      switch raw.kind {
      case LH_SYNTAX: .syntax
      case LH_MEMORY: .memory
      case LH_STOPPED: .stopped
      case LH_UNPARKED: .unparked
      default: .error
      }
    limit = code == .stopped ? Limit(raw.stop) : nil
    message = String(decoding: UnsafeRawBufferPointer(start: raw.message, count: raw.length), as: UTF8.self)
    frames = (0..<raw.frame_count).map { LuaFrame(raw.frames[$0]) }
    variables = (0..<raw.variable_count).map { LuaVariable(raw.variables[$0]) }
    value = raw.value == 0 ? nil : LuaReference(handle: raw.value)
  }
}

extension LuaError.Limit {
  init(_ raw: lh_stop) {
    self =
      switch raw {
      case LH_STOP_INTERRUPT: .interrupt
      case LH_STOP_SLICE: .slice
      case LH_STOP_CPU: .cpu
      case LH_STOP_MEMORY: .memory
      default: .deadline
      }
  }
}

/// A local variable or upvalue at one instant (manual §4.7, `lua_getlocal`).
public struct LuaVariable: Sendable, Hashable {
  /// As the source has it.
  public var name: String
  /// A short text of its value, such as `{ id = 1, tags = {…} }`. What looks like a secret is told by its size only.
  public var text: String

  init(_ raw: lh_variable) {
    name = String(cString: raw.name)
    text = String(cString: raw.text)
  }
}

/// An activation record (manual §4.7, `lua_Debug`).
public struct LuaFrame: Sendable, Hashable {
  /// The chunk name without its mark; `[C]` for a C function.
  public var source: String
  /// The best name that Lua knows, or an empty string.
  public var function: String
  /// The line that runs; nil where there is none.
  public var line: Int?
  /// A function of the host or of a library, not of an author.
  public var isInternal: Bool

  init(_ raw: lh_frame) {
    source = String(cString: raw.source)
    function = String(cString: raw.function)
    line = raw.line > 0 ? Int(raw.line) : nil
    isInternal = raw.native || raw.trusted
  }
}
