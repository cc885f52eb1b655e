import CLuaHost

extension LuaOutput {
  /// Writes the answer to a native call: bytes are copied, for the Swift frame ends before C reads them.
  func write(to slot: inout lh_value, in state: OpaquePointer) {
    switch self {
    case .string(let bytes): Self.copy(bytes, as: LH_STRING, to: &slot, in: state)
    case .text(let text): Self.copy(text.utf8, as: LH_STRING, to: &slot, in: state)
    case .json(let bytes): Self.copy(bytes, as: LH_JSON, to: &slot, in: state)
    case .fields(let fields):
      fields.withBytes { Self.copy($0, as: LH_FIELDS, to: &slot, in: state) }
      slot.integer = Int64(fields.count)
    case .chunk(let source, let name, let trusted):
      Self.copy(source, as: LH_CHUNK, to: &slot, in: state)
      slot.integer = trusted ? Int64(LH_TRUSTED) : 0
      slot.name = Self.copyTerminated(name, in: state)
      if slot.name == nil { slot.type = LH_NIL }
    default: writeScalar(to: &slot)
    }
  }

  /// Calls `body` with the values as C sees them; bytes are not copied and live for that call.
  static func withRaw<Result>(
    _ values: [LuaOutput], _ body: (UnsafePointer<lh_value>, Int) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: lh_value.self, capacity: values.count + 1) { raw in
      raw.initialize(repeating: lh_value())
      return fill(raw, at: 0, from: values, body)
    }
  }

  private static func fill<Result>(
    _ raw: UnsafeMutableBufferPointer<lh_value>, at index: Int, from values: [LuaOutput],
    _ body: (UnsafePointer<lh_value>, Int) -> Result
  ) -> Result {
    guard index < values.count else { return body(UnsafePointer(raw.baseAddress.unsafelyUnwrapped), index) }
    func fill(_ type: lh_type, _ bytes: UnsafeRawBufferPointer) -> Result {
      raw[index].type = type
      raw[index].bytes = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      raw[index].length = bytes.count
      return Self.fill(raw, at: index + 1, from: values, body)
    }
    switch values[index] {
    case .string(let bytes): return bytes.withUnsafeBytes { fill(LH_STRING, $0) }
    case .text(var text): return text.withUTF8 { fill(LH_STRING, UnsafeRawBufferPointer($0)) }
    case .json(let bytes): return bytes.withUnsafeBytes { fill(LH_JSON, $0) }
    case .fields(let fields):
      raw[index].integer = Int64(fields.count)
      return fields.withBytes { fill(LH_FIELDS, $0) }
    case .chunk:
      preconditionFailure("A chunk is an answer to a native call, not a value to resume with.")
    default:
      values[index].writeScalar(to: &raw[index])
      return Self.fill(raw, at: index + 1, from: values, body)
    }
  }

  private func writeScalar(to slot: inout lh_value) {
    switch self {
    case .null: slot.type = LH_NULL
    case .boolean(let value):
      slot.type = LH_BOOLEAN
      slot.integer = value ? 1 : 0
    case .integer(let value):
      slot.type = LH_INTEGER
      slot.integer = value
    case .number(let value):
      slot.type = LH_NUMBER
      slot.number = value
    case .anchored(let reference):
      slot.type = LH_ANCHORED
      slot.ref = reference.handle
    default: slot.type = LH_NIL
    }
  }

  private static func copy(
    _ bytes: some Collection<UInt8>, as type: lh_type, to slot: inout lh_value, in state: OpaquePointer
  ) {
    guard let room = lh_answer_bytes(state, bytes.count) else { return }
    let target = UnsafeMutableRawBufferPointer(start: room, count: bytes.count)
    target.copyBytes(from: bytes)
    slot.type = type
    slot.bytes = UnsafePointer(room)
    slot.length = bytes.count
  }

  private static func copyTerminated(_ text: String, in state: OpaquePointer) -> UnsafePointer<CChar>? {
    let bytes = Array(text.utf8CString)
    guard let room = lh_answer_bytes(state, bytes.count) else { return nil }
    room.update(from: bytes, count: bytes.count)
    return UnsafePointer(room)
  }
}

extension LuaValue {
  /// Copies a value that C has captured.
  init(_ raw: lh_value) {
    switch raw.type {
    case LH_NULL: self = .null
    case LH_BOOLEAN: self = .boolean(raw.integer != 0)
    case LH_INTEGER: self = .integer(raw.integer)
    case LH_NUMBER: self = .number(raw.number)
    case LH_STRING: self = .string(Array(UnsafeRawBufferPointer(start: raw.bytes, count: raw.length)))
    case LH_TABLE: self = .table(LuaTable(raw))
    case LH_FUNCTION: self = .function(raw.ref == 0 ? nil : LuaReference(handle: raw.ref))
    case LH_OTHER:
      self = .other(String(decoding: UnsafeRawBufferPointer(start: raw.bytes, count: raw.length), as: UTF8.self))
    default: self = .nil
    }
  }
}

extension LuaTable {
  fileprivate init(_ raw: lh_value) {
    pairs = (0..<raw.length).compactMap { index in
      guard let pair = raw.pairs?[index] else { return nil }
      return Pair(key: LuaValue(pair.key), value: LuaValue(pair.value))
    }
  }
}
