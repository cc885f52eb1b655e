extension JSONParser {
  func fault(_ code: JSONParseError.Code, _ reason: String, at offset: Int? = nil) -> JSONParseError {
    let offset = offset ?? position
    let before = bytes.prefix(offset)
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONParseError(code: code, offset: offset, line: line, column: offset - lineStart + 1, reason: reason)
  }

  func unexpectedEnd() -> JSONParseError {
    fault(.unexpectedEnd, "the text ends before the value is complete.", at: bytes.count)
  }

  func unexpectedByte(_ expected: String) -> JSONParseError {
    let byte = bytes[position]
    let found =
      switch byte {
      case 0x21...0x7E: "`\(Character(Unicode.Scalar(byte)))`"
      case 0xEF where position == 0 && bytes.count > 1 && bytes[1] == 0xBB: "a byte order mark"
      default: "the byte 0x\(String(byte, radix: 16, uppercase: true))"
      }
    return fault(.unexpectedByte, "expected \(expected), found \(found).")
  }
}
