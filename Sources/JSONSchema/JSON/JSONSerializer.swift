extension JSONValue {
  /// The value as JSON, in UTF-8: compact, or with two spaces of indentation.
  ///
  /// Numbers are written as they were read, and nothing but what must be is escaped.
  /// - Parameter depth: how many values it stands inside of, where it is indented.
  public func serialized(pretty: Bool = false, depth: Int = 0) -> [UInt8] {
    var serializer = JSONSerializer(isPretty: pretty, depth: depth)
    serializer.write(self)
    return serializer.bytes
  }
}

/// Writes values as JSON.
struct JSONSerializer {
  let isPretty: Bool
  private(set) var bytes: [UInt8] = []
  private var depth: Int

  init(isPretty: Bool, depth: Int = 0) {
    self.isPretty = isPretty
    self.depth = depth
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .number(let number): write(number.text)
    case .string(let text): writeString(text)
    case .array(let items): writeArray(items)
    case .object(let object): writeObject(object)
    }
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func writeArray(_ items: [JSONValue]) {
    bytes.append(0x5B)
    depth += 1
    for (place, item) in items.enumerated() {
      if place > 0 { bytes.append(0x2C) }
      breakLine()
      write(item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    bytes.append(0x5D)
  }

  private mutating func writeObject(_ object: JSONObject) {
    bytes.append(0x7B)
    depth += 1
    for (place, entry) in object.entries.enumerated() {
      if place > 0 { bytes.append(0x2C) }
      breakLine()
      writeString(entry.key)
      write(isPretty ? ": " : ":")
      write(entry.value)
    }
    depth -= 1
    if !object.isEmpty { breakLine() }
    bytes.append(0x7D)
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    bytes.append(0x0A)
    for _ in 0..<depth { write("  ") }
  }

  private mutating func writeString(_ text: String) {
    bytes.append(0x22)
    defer { bytes.append(0x22) }
    // Hardly any text holds what must be escaped.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return write(text) }
    for byte in text.utf8 {
      switch byte {
      case 0x22: write("\\\"")
      case 0x5C: write("\\\\")
      case 0x08: write("\\b")
      case 0x09: write("\\t")
      case 0x0A: write("\\n")
      case 0x0C: write("\\f")
      case 0x0D: write("\\r")
      case 0x00..<0x20:
        write("\\u00")
        bytes.append(contentsOf: [hexDigit(byte >> 4), hexDigit(byte & 15)])
      default: bytes.append(byte)
      }
    }
  }

  private func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
