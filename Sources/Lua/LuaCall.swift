import CLuaHost

/// A call of a native by a script.
public struct LuaCall {
  /// What the host gave to ``LuaState/resume(_:tag:with:)`` for the script that calls.
  public let tag: Int
  private let raw: lh_call

  init(_ raw: lh_call) {
    self.raw = raw
    tag = Int(raw.tag)
  }

  /// How many arguments were given.
  public var count: Int { raw.count }

  /// The argument, copied; `nil` for one that was not given.
  public subscript(index: Int) -> LuaValue {
    guard index < raw.count else { return .nil }
    return LuaValue(raw.arguments[index])
  }

  /// The text of an argument, repaired where it is not UTF-8; nil for what is no string.
  public func text(_ index: Int) -> String? { withBytes(index) { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the bytes of an argument, not copied; they live for that call. Nil for what is no string.
  public func withBytes<Result>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    guard index < raw.count, raw.arguments[index].type == LH_STRING else { return nil }
    let argument = raw.arguments[index]
    return body(UnsafeRawBufferPointer(start: argument.bytes, count: argument.length))
  }

  /// All arguments, copied.
  public var arguments: [LuaValue] { (0..<raw.count).map { self[$0] } }
}

/// What a native answers.
public enum LuaAnswer {
  /// Nothing is returned.
  case none
  case value(LuaOutput)
  case values([LuaOutput])
  /// An error with this text, at the author's line.
  case failure(String)
  /// The coroutine waits until it is resumed; the values given there are returned.
  ///
  /// Where Lua cannot suspend the caller an error is raised instead: start the work that is waited for only after
  /// ``LuaState/resume(_:tag:with:)`` has said that the coroutine parked.
  case park

  func give(to state: OpaquePointer) -> lh_answer_kind {
    switch self {
    case .none: return LH_RETURN
    case .park: return LH_PARK
    case .value(let value): return Self.give([value], as: LH_RETURN, to: state)
    case .values(let values): return Self.give(values, as: LH_RETURN, to: state)
    case .failure(let text): return Self.give([.text(text)], as: LH_RAISE, to: state)
    }
  }

  private static func give(
    _ values: [LuaOutput], as kind: lh_answer_kind, to state: OpaquePointer
  ) -> lh_answer_kind {
    guard let slots = lh_answer(state, values.count) else { return kind }
    for (index, value) in values.enumerated() { value.write(to: &slots[index], in: state) }
    return kind
  }
}

/// A value that the host gives to a script.
public enum LuaOutput: Sendable {
  case `nil`
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case string([UInt8])
  case text(String)
  /// A JSON document, decoded into tables without passing through Swift values. Bytes that are not JSON raise an error.
  case json([UInt8])
  /// A table of texts by name.
  case fields(LuaFields)
  /// Lua source that becomes a function. Source that does not compile raises an error.
  case chunk(source: [UInt8], name: String, trusted: Bool)
  case anchored(LuaReference)
}
