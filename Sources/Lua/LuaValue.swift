/// A Lua value copied out of a state, or to be copied into one.
///
/// Strings are bytes, as in Lua (manual §2.1). Tables are copied whole, so a `LuaValue` holds no reference into the
/// state but for functions, which are anchored there until they are released.
public enum LuaValue: Sendable, Hashable {
  case `nil`
  /// `json.null`.
  case null
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case string([UInt8])
  case table(LuaTable)
  /// A function; `nil` where the copy was made without anchoring functions.
  case function(LuaReference?)
  /// A userdata or a coroutine, by the name of its type.
  case other(String)
}

extension LuaValue {
  /// A Lua string of the UTF-8 bytes of `text`.
  public static func text(_ text: String) -> LuaValue { .string(Array(text.utf8)) }

  /// The name that Lua's `type` gives.
  public var typeName: String {
    switch self {
    case .nil: "nil"
    case .null: "json.null"
    case .boolean: "boolean"
    case .integer, .number: "number"
    case .string: "string"
    case .table: "table"
    case .function: "function"
    case .other(let name): name
    }
  }

  /// The text of a string, repaired where it is not UTF-8; nil for any other type.
  public var stringValue: String? {
    if case .string(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// The boolean; nil for any other type (nothing is coerced).
  public var booleanValue: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The number, an integer converted to a float; nil for any other type (strings are not coerced).
  public var numberValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The integer, a float with an exact integer value converted (manual §3.4.3); nil for any other value.
  public var integerValue: Int64? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int64(exactly: value)
    default: nil
    }
  }

  /// The table; nil for any other type.
  public var tableValue: LuaTable? {
    if case .table(let table) = self { table } else { nil }
  }
}

/// A copy of a Lua table: its pairs in the order in which `next` gave them.
public struct LuaTable: Sendable, Hashable {
  /// The pairs; no key is there twice.
  public var pairs: [Pair]

  /// A key with its value.
  public struct Pair: Sendable, Hashable {
    /// Any value but nil and NaN (manual §2.1).
    public var key: LuaValue
    /// Any value but nil.
    public var value: LuaValue

    /// A pair of these.
    public init(key: LuaValue, value: LuaValue) {
      self.key = key
      self.value = value
    }
  }

  /// A table of these pairs.
  public init(pairs: [Pair] = []) { self.pairs = pairs }

  /// The value under a string key, or nil.
  public subscript(_ key: String) -> LuaValue? {
    pairs.first { pair in
      if case .string(let bytes) = pair.key { bytes.elementsEqual(key.utf8) } else { false }
    }?.value
  }

  /// The values under 1…n when the keys are exactly those, in order; nil for any other table. An empty table is an
  /// empty sequence.
  public var sequence: [LuaValue]? {
    var values = [LuaValue](repeating: .nil, count: pairs.count)
    for pair in pairs {
      guard case .integer(let index) = pair.key, index >= 1, index <= Int64(pairs.count) else { return nil }
      values[Int(index) - 1] = pair.value
    }
    return values
  }
}

/// A value anchored in a state. It belongs to the state that gave it and is released there.
public struct LuaReference: Sendable, Hashable {
  let handle: Int32

  init(handle: Int32) { self.handle = handle }
}
