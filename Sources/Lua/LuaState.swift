import CLuaHost

/// One Lua 5.4 state: an interpreter with its own globals, memory account and natives.
///
/// A state is used by one thread at a time; keep it inside an actor. Nothing here lets a Lua error pass through a Swift
/// frame: every call goes to a C entry point that runs under `lua_pcall`.
///
/// ```swift
/// let state = try LuaState()
/// try state.define("add") { call in .value(.integer(call.arguments[0].integerValue! + 1)) }
/// let function = try state.load("local host = ... return host.add(41)", name: "=stdlib/answer", trusted: true)
/// ```
public final class LuaState {
  /// Limits of a state.
  public struct Options: Sendable {
    /// Bytes that the state and the host's buffers for it may take; nil for no limit.
    public var memoryLimit: Int?
    /// How many coroutines of scripts may live at once; nil for no limit. They are counted when as many have been made
    /// again, so that up to twice the limit may be there for a moment.
    public var coroutineLimit: Int?

    /// For tests: the n-th allocation fails, and all after it.
    var failingAllocation = 0

    /// Limits as given; none by default.
    public init(memoryLimit: Int? = nil, coroutineLimit: Int? = nil) {
      self.memoryLimit = memoryLimit
      self.coroutineLimit = coroutineLimit
    }
  }

  let handle: OpaquePointer
  /// The limits that the state was opened with.
  public let options: Options
  private let natives: NativeTable
  /// What the state uses; others may charge it for what they keep for the state.
  public let memory: LuaMemoryAccount

  /// Opens a state with the libraries that scripts may use and the natives `raise`, `object`, `set_environment`,
  /// `set_chunk_environment` and `json`.
  /// - Throws: ``LuaError`` of code `memory` when the limit, or the machine, has no room for it.
  public init(options: Options = Options()) throws(LuaError) {
    let natives = NativeTable()
    var given = lh_options()
    given.memory_limit = options.memoryLimit ?? 0
    given.coroutine_limit = options.coroutineLimit ?? 0
    given.host = Unmanaged.passUnretained(natives).toOpaque()
    given.native = NativeTable.dispatch
    given.inspect = NativeTable.inspect
    given.fail_allocation = options.failingAllocation
    guard let handle = lh_open(&given) else {
      throw LuaError(code: .memory, message: "There is no memory for a Lua state.")
    }
    natives.state = handle
    self.handle = handle
    self.options = options
    self.natives = natives
    memory = LuaMemoryAccount(lh_account_of(handle))
  }

  deinit { lh_close(handle) }

  /// Bytes in use: Lua's objects and the host's buffers for them.
  public var memoryUsed: Int { lh_memory_used(handle) }
  /// The most that was in use at once.
  public var memoryPeak: Int { lh_memory_peak(handle) }

  /// Runs a full cycle of the garbage collector.
  public func collectGarbage() throws(LuaError) { try check(lh_collect(handle)) }

  /// Adds a function to the table that trusted chunks get as their argument.
  /// - Parameter anchorsFunctions: whether functions among its arguments are anchored, so that they can be called
  ///   later; whoever defines the native releases them.
  public func define(
    _ name: String, anchorsFunctions: Bool = false, _ native: @escaping (LuaCall) -> LuaAnswer
  ) throws(LuaError) {
    let index = natives.add(native)
    let flags = anchorsFunctions ? UInt32(LH_ANCHOR) : 0
    try check(lh_define(handle, name, index, flags))
  }

  /// Compiles a text chunk. Binary chunks are refused.
  /// - Parameters:
  ///   - name: Lua's chunk name (manual §4.6): `@` and a path.
  ///   - trusted: the host's own code: it sees the real globals, and its frames are hidden from authors. Its name must
  ///     start with `=stdlib/`.
  public func load(_ source: [UInt8], name: String, trusted: Bool = false) throws(LuaError) -> LuaReference {
    var function: lh_ref = 0
    let status = source.withUnsafeBytes { bytes in
      lh_load(
        handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, name,
        trusted ? UInt32(LH_TRUSTED) : 0, &function)
    }
    try check(status)
    return LuaReference(handle: function)
  }

  /// Runs a trusted chunk with the table of natives as its argument and anchors its first result.
  public func runTrusted(_ function: LuaReference) throws(LuaError) -> LuaReference {
    var result: lh_ref = 0
    try check(lh_run_trusted(handle, function.handle, &result))
    return LuaReference(handle: result)
  }

  /// Anchors a field of an anchored table; nil when there is none.
  public func field(_ key: String, of table: LuaReference) throws(LuaError) -> LuaReference? {
    var field: lh_ref = 0
    try check(lh_field(handle, table.handle, key, &field))
    return field == 0 ? nil : LuaReference(handle: field)
  }

  /// Lets go of an anchored value.
  public func release(_ reference: LuaReference) { lh_release(handle, reference.handle) }

  /// The instant after which a running script is interrupted, in nanoseconds of `CLOCK_MONOTONIC`; nil for none.
  ///
  /// A script cannot catch the interruption. It is noticed within about 10 ms.
  public func setDeadline(_ nanoseconds: UInt64?) { lh_set_deadline(handle, nanoseconds ?? 0) }

  /// CPU time in nanoseconds that scripts may use between two waits, and all together; nil for no limit.
  ///
  /// A script cannot catch that it is over. It is noticed within about 10 ms.
  public func setCPULimits(slice: UInt64?, total: UInt64?) { lh_set_cpu_limits(handle, slice ?? 0, total ?? 0) }

  /// Whether a script was left in the middle of an operation of Lua's own that nothing can interrupt, a tenth of a second
  /// of CPU time after a limit told it to stop. The state's data is gone then: nothing runs in it any more, and every
  /// operation on it fails.
  public var isAbandoned: Bool { lh_is_abandoned(handle) }

  /// What is done about a script of any state that goes on ten seconds after a limit told it to stop, in a place that it
  /// cannot be made to leave, such as a native. It is called on a thread of its own; there is little to do but to end the
  /// process.
  public static func setLastResort(_ handler: @convention(c) () -> Void) { lh_set_last_resort(handler) }

  /// CPU time that scripts have used until they last waited, in nanoseconds. Runs below 5 ms are counted by the clock on
  /// the wall.
  public var cpuUsed: UInt64 { lh_cpu_used(handle) }

  /// Called from within a script that runs, after ``Interrupter/inspect()``. It may look at frames, and nothing else.
  public var onInspection: (() -> Void)? {
    get { natives.onInspection }
    set { natives.onInspection = newValue }
  }

  /// The frames of what runs, innermost first; for ``onInspection``.
  public var runningFrames: [LuaFrame] {
    var frames: UnsafePointer<lh_frame>?
    let count = lh_running_frames(handle, &frames)
    guard let frames else { return [] }
    return (0..<count).map { LuaFrame(frames[$0]) }
  }

  /// `CLOCK_MONOTONIC` now, in nanoseconds.
  public static var now: UInt64 { lh_now() }

  func check(_ status: lh_status) throws(LuaError) {
    if status != LH_OK { throw takeFailure() }
  }

  func takeFailure() -> LuaError { LuaError(lh_last_failure(handle).pointee) }
}

/// The natives of a state. C calls it back by the context pointer, which ``LuaState`` keeps alive.
private final class NativeTable {
  private var natives: [(LuaCall) -> LuaAnswer] = []
  var state: OpaquePointer?
  var onInspection: (() -> Void)?

  static let inspect: @convention(c) (UnsafeMutableRawPointer?) -> Void = { host in
    guard let host else { return }
    Unmanaged<NativeTable>.fromOpaque(host).takeUnretainedValue().onInspection?()
  }

  func add(_ native: @escaping (LuaCall) -> LuaAnswer) -> Int32 {
    natives.append(native)
    return Int32(natives.count - 1)
  }

  static let dispatch: lh_native = { host, call in
    guard let host, let call else { return LH_RETURN }
    let table = Unmanaged<NativeTable>.fromOpaque(host).takeUnretainedValue()
    guard let state = table.state else { return LH_RETURN }
    let answer = table.natives[Int(call.pointee.native)](LuaCall(call.pointee))
    return answer.give(to: state)
  }
}

extension LuaState {
  /// Interrupts the scripts of a state from any thread. It must not be used after the state is gone.
  public struct Interrupter: @unchecked Sendable {
    // The C side takes a lock for it, and does nothing else with the state.
    fileprivate let handle: OpaquePointer

    /// The script that runs, and any that is resumed later, fails as at a deadline.
    public func interrupt() { lh_interrupt(handle) }

    /// Has ``LuaState/onInspection`` called from within the script that runs, or the next that does.
    public func inspect() { lh_request_inspection(handle) }
  }

  /// Whether ``Interrupter/interrupt()`` was called.
  public var isInterrupted: Bool { lh_is_interrupted(handle) }

  /// A handle with which another thread can interrupt the scripts of this state.
  public var interrupter: Interrupter { Interrupter(handle: handle) }
}

extension LuaState {
  /// For tests: the n-th allocation from now on fails, and all after it; 0 ends that.
  func failAllocation(_ n: Int) { lh_fail_allocation(handle, n) }

  /// For tests: whether an allocation was made to fail.
  var hasFailedAllocation: Bool { lh_has_failed(handle) }
}
