import JSONSchema

/// Reads a JSON text, with the comments and trailing commas that editors' settings may have.
struct JSONTextReader {
  private let bytes: [UInt8]
  private var offset: Int
  private var depth = 0
  private static let deepest = 512

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func read() throws(JSONTextError) -> JSONTextNode {
    try skipBlanks()
    let node = try value()
    try skipBlanks()
    guard offset == bytes.count else { throw fault("There is more after the end of the value.") }
    return node
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func fault(_ text: String) -> JSONTextError {
    let before = bytes[..<min(offset, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONTextError(line: line, column: before.count - start + 1, description: text)
  }

  private mutating func skipBlanks() throws(JSONTextError) {
    while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      case UInt8(ascii: "/"): try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(JSONTextError) {
    switch offset + 1 < bytes.count ? bytes[offset + 1] : 0 {
    case UInt8(ascii: "/"):
      while let byte = current, byte != 0x0A { offset += 1 }
    case UInt8(ascii: "*"):
      var end = offset + 2
      while end + 1 < bytes.count, bytes[end] != UInt8(ascii: "*") || bytes[end + 1] != UInt8(ascii: "/") { end += 1 }
      guard end + 1 < bytes.count else { throw fault("The comment has no end.") }
      offset = end + 2
    default: throw fault("A value is expected, found '/'.")
    }
  }

  private mutating func value() throws(JSONTextError) -> JSONTextNode {
    let start = offset
    switch current {
    case UInt8(ascii: "{"):
      let members = try object()
      return JSONTextNode(range: start..<offset, content: .object(members))
    case UInt8(ascii: "["):
      let items = try array()
      return JSONTextNode(range: start..<offset, content: .array(items))
    default:
      _ = try scalar()
      return JSONTextNode(range: start..<offset, content: .scalar)
    }
  }

  private mutating func scalar() throws(JSONTextError) -> JSONValue {
    let start = offset
    if current == UInt8(ascii: "\"") {
      offset += 1
      while let byte = current, byte != UInt8(ascii: "\""), byte != 0x0A {
        offset += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      guard current == UInt8(ascii: "\"") else {
        offset = start
        throw fault("The text that starts here has no end.")
      }
      offset += 1
    } else {
      while let byte = current, !",:]}[{\"/ \t\r\n".utf8.contains(byte) { offset += 1 }
    }
    do throws(JSONParseError) {
      return try JSONValue(parsing: bytes[start..<offset])
    } catch {
      let found = current.map { String(UnicodeScalar($0)) } ?? "the end"
      let text = start == offset ? "A value is expected, found \(found)." : "This is no JSON value."
      offset = start
      throw fault(text)
    }
  }

  /// Steps over the opening bracket, and calls `body` before each child.
  private mutating func children(
    until end: UInt8, _ body: (inout JSONTextReader) throws(JSONTextError) -> Void
  ) throws(JSONTextError) {
    guard depth < Self.deepest else { throw fault("The values are nested too deep.") }
    depth += 1
    offset += 1
    try skipBlanks()
    while current != end {
      try body(&self)
      try skipBlanks()
      if current == UInt8(ascii: ",") {
        offset += 1
        try skipBlanks()
      } else if current != end {
        let closing = String(UnicodeScalar(end))
        throw fault(current == nil ? "'\(closing)' is missing at the end." : "',' or '\(closing)' is expected here.")
      }
    }
    offset += 1
    depth -= 1
  }

  private mutating func array() throws(JSONTextError) -> [JSONTextNode] {
    var items: [JSONTextNode] = []
    try children(until: UInt8(ascii: "]")) { reader throws(JSONTextError) in items.append(try reader.value()) }
    return items
  }

  private mutating func object() throws(JSONTextError) -> [JSONTextNode.Member] {
    var members: [JSONTextNode.Member] = []
    try children(until: UInt8(ascii: "}")) { reader throws(JSONTextError) in
      let start = reader.offset
      guard reader.current == UInt8(ascii: "\""), let key = try reader.scalar().stringValue else {
        throw reader.fault("A key in quotes is expected here.")
      }
      let keyRange = start..<reader.offset
      try reader.skipBlanks()
      guard reader.current == UInt8(ascii: ":") else { throw reader.fault("':' is expected after the key.") }
      reader.offset += 1
      try reader.skipBlanks()
      members.append(JSONTextNode.Member(key: key, keyRange: keyRange, value: try reader.value()))
    }
    return members
  }
}
