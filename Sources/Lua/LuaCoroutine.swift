import CLuaHost

/// A coroutine that the host runs. It belongs to the state that made it and is ended there.
public struct LuaCoroutine: Sendable, Hashable {
  let handle: Int32
}

/// What became of a coroutine that was resumed.
public enum LuaResumption: Sendable {
  /// It ended; its first result can be read until the coroutine is finished.
  case ended
  /// A native answered ``LuaAnswer/park``.
  case parked
  case failed(LuaError)
}

extension LuaState {
  /// A suspended coroutine that will call `function`.
  public func makeCoroutine(_ function: LuaReference) throws(LuaError) -> LuaCoroutine {
    var coroutine: lh_ref = 0
    try check(lh_coroutine(handle, function.handle, &coroutine))
    return LuaCoroutine(handle: coroutine)
  }

  /// Starts a coroutine, or goes on with a parked one, on this thread until it ends, parks or fails.
  /// - Parameters:
  ///   - tag: what natives that it calls see as ``LuaCall/tag``.
  ///   - values: the arguments of its function, or the results of the call that parked.
  public func resume(_ coroutine: LuaCoroutine, tag: Int, with values: [LuaOutput] = []) -> LuaResumption {
    resume(coroutine, tag: tag, with: values, raising: false)
  }

  /// Goes on with a parked coroutine by raising `value` where it waits.
  public func resume(_ coroutine: LuaCoroutine, tag: Int, raising value: LuaOutput) -> LuaResumption {
    resume(coroutine, tag: tag, with: [value], raising: true)
  }

  private func resume(
    _ coroutine: LuaCoroutine, tag: Int, with values: [LuaOutput], raising: Bool
  ) -> LuaResumption {
    let status = LuaOutput.withRaw(values) { raw, count in
      lh_resume(handle, coroutine.handle, Int64(tag), raw, count, raising)
    }
    switch status {
    case LH_OK: return .ended
    case LH_PARKED: return .parked
    default: return .failed(takeFailure())
    }
  }

  /// Ends a coroutine, whatever it does: pending to-be-closed variables are closed (manual §3.3.8).
  ///
  /// Code that runs then gets a tenth of a second; natives that it calls see `tag`.
  public func finish(_ coroutine: LuaCoroutine, tag: Int) { lh_finish(handle, coroutine.handle, Int64(tag)) }

  /// The first result of a coroutine that ended, one level deep.
  /// - Parameter anchoring: whether tables, functions and userdata inside a result table are anchored; the caller
  ///   releases them.
  public func fields(ofResultOf coroutine: LuaCoroutine, anchoring: Bool) throws(LuaError) -> LuaResult {
    var raw = lh_value()
    let flags = UInt32(LH_SHALLOW) | (anchoring ? UInt32(LH_ANCHOR) : 0)
    try check(lh_result(handle, coroutine.handle, flags, &raw))
    return LuaResult(raw)
  }

  /// The field `key` of the first result as JSON, object keys sorted; nil when there is none.
  /// - Throws: ``LuaError``: what JSON cannot hold is named by its path, which starts with `key`.
  public func json(
    _ key: String, ofResultOf coroutine: LuaCoroutine, limit: Int? = nil
  ) throws(LuaError) -> [UInt8]? {
    var bytes: UnsafePointer<CChar>?
    var length = 0
    try check(lh_result_json(handle, coroutine.handle, key, limit ?? 0, &bytes, &length))
    return length == 0 ? nil : Array(UnsafeRawBufferPointer(start: bytes, count: length))
  }

  /// The frames of a parked coroutine, innermost first.
  public func frames(of coroutine: LuaCoroutine) -> [LuaFrame] {
    var frames: UnsafePointer<lh_frame>?
    var count = 0
    guard lh_frames(handle, coroutine.handle, &frames, &count) == LH_OK, let frames else { return [] }
    return (0..<count).map { LuaFrame(frames[$0]) }
  }
}

/// The first result of a coroutine, one level deep.
public enum LuaResult: Sendable {
  /// No table: its type.
  case other(LuaValue)
  case table([Field])

  /// A field of the result table.
  public struct Field: Sendable {
    /// A scalar, or the type of a key that is none.
    public var key: LuaValue
    /// A scalar as it is; a table is empty, a function or a userdata stands for itself.
    public var value: LuaValue
    /// A table, function or userdata, anchored in the state.
    public var anchor: LuaReference?
  }

  init(_ raw: lh_value) {
    guard raw.type == LH_TABLE, let pairs = raw.pairs else {
      self = .other(LuaValue(raw))
      return
    }
    self = .table(
      (0..<raw.length).map { index in
        let value = pairs[index].value
        let anchor = value.ref == 0 ? nil : LuaReference(handle: value.ref)
        return Field(key: LuaValue(pairs[index].key), value: LuaValue(value), anchor: anchor)
      })
  }
}
