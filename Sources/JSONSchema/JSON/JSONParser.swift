extension JSONValue {
  /// Reads JSON (RFC 8259, strictly) from UTF-8 bytes.
  ///
  /// - Parameters:
  ///   - bytes: the text; a byte order mark is refused.
  ///   - maximumDepth: how deep arrays and objects may nest; at most 1,024.
  /// - Throws: what is wrong, with its place.
  public init(parsing bytes: UnsafeRawBufferPointer, maximumDepth: Int = 512) throws(JSONParseError) {
    var parser = JSONParser(bytes: bytes, maximumDepth: min(maximumDepth, 1024))
    self = try parser.parseDocument()
  }

  /// Reads JSON (RFC 8259, strictly) from UTF-8 bytes.
  public init(parsing bytes: some Collection<UInt8>, maximumDepth: Int = 512) throws(JSONParseError) {
    let parse = { (buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONParseError> in
      Result { () throws(JSONParseError) in
        try JSONValue(parsing: UnsafeRawBufferPointer(buffer), maximumDepth: maximumDepth)
      }
    }
    let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
    self = try result.get()
  }

  /// Reads JSON (RFC 8259, strictly) from a text.
  public init(parsing text: String, maximumDepth: Int = 512) throws(JSONParseError) {
    try self.init(parsing: text.utf8, maximumDepth: maximumDepth)
  }
}

/// A recursive descent parser over bytes.
struct JSONParser {
  let bytes: UnsafeRawBufferPointer
  let maximumDepth: Int
  let seed = ScalarText.seed
  var position = 0
  private var depth = 0
  /// Where strings with escapes are put together.
  var scratch: [UInt8] = []

  init(bytes: UnsafeRawBufferPointer, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parseDocument() throws(JSONParseError) -> JSONValue {
    skipWhitespace()
    let value = try parseValue()
    skipWhitespace()
    guard position == bytes.count else {
      throw fault(.trailingText, "there is more text after the value; a JSON text holds one value.")
    }
    return value
  }

  @inline(__always)
  mutating func skipWhitespace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position &+= 1
    }
  }

  mutating func parseValue() throws(JSONParseError) -> JSONValue {
    guard position < bytes.count else { throw unexpectedEnd() }
    switch bytes[position] {
    case 0x22: return .string(try parseString())
    case 0x7B: return .object(try parseObject())
    case 0x5B: return .array(try parseArray())
    case 0x2D, 0x30...0x39: return .number(try parseNumber())
    case 0x74: return try parseWord("true", .bool(true))
    case 0x66: return try parseWord("false", .bool(false))
    case 0x6E: return try parseWord("null", .null)
    default: throw unexpectedByte("a value")
    }
  }

  private mutating func parseWord(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == word.utf8Start[offset] else { throw unexpectedByte("`\(word)`") }
      position &+= 1
    }
    return value
  }

  private mutating func parseArray() throws(JSONParseError) -> [JSONValue] {
    try enter()
    var items: [JSONValue] = []
    skipWhitespace()
    if position < bytes.count, bytes[position] == 0x5D {
      leave()
      return items
    }
    while true {
      skipWhitespace()
      items.append(try parseValue())
      skipWhitespace()
      guard position < bytes.count else { throw unexpectedEnd() }
      switch bytes[position] {
      case 0x2C: position &+= 1
      case 0x5D:
        leave()
        return items
      default: throw unexpectedByte("`,` or `]`")
      }
    }
  }

  private mutating func parseObject() throws(JSONParseError) -> JSONObject {
    try enter()
    var object = JSONObject()
    skipWhitespace()
    if position < bytes.count, bytes[position] == 0x7D {
      leave()
      return object
    }
    object.reserveCapacity(4)
    while true {
      skipWhitespace()
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == 0x22 else { throw unexpectedByte("a property's name in double quotes") }
      let (key, hash) = try parseKey()
      skipWhitespace()
      guard position < bytes.count else { throw unexpectedEnd() }
      guard bytes[position] == 0x3A else { throw unexpectedByte("`:`") }
      position &+= 1
      skipWhitespace()
      object.insert(key: key, hash: hash, value: try parseValue())
      skipWhitespace()
      guard position < bytes.count else { throw unexpectedEnd() }
      switch bytes[position] {
      case 0x2C: position &+= 1
      case 0x7D:
        leave()
        return object
      default: throw unexpectedByte("`,` or `}`")
      }
    }
  }

  @inline(__always)
  private mutating func enter() throws(JSONParseError) {
    depth &+= 1
    if depth > maximumDepth {
      throw fault(.tooDeep, "arrays and objects are nested deeper than \(maximumDepth) levels.")
    }
    position &+= 1
  }

  @inline(__always)
  private mutating func leave() {
    depth &-= 1
    position &+= 1
  }
}
