/// How a JSON text is laid out.
struct JSONStyle {
  private let bytes: [UInt8]
  /// What it ends lines with.
  let lineBreak: String
  /// What it indents a level by.
  let unit: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let first = bytes.firstIndex(of: 0x0A)
    lineBreak = first.map { $0 > 0 && bytes[$0 - 1] == 0x0D } == true ? "\r\n" : "\n"
    unit = Self.unit(of: bytes)
  }

  /// The blanks before the first indented line; two spaces where there is none.
  private static func unit(of bytes: [UInt8]) -> String {
    var start = 0
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      start = end + 1
      let blanks = bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }
      let next = start + blanks.count < bytes.count ? bytes[start + blanks.count] : 0x0A
      if !blanks.isEmpty, next != 0x0A, next != 0x0D { return String(decoding: blanks, as: UTF8.self) }
    }
    return "  "
  }

  /// The blanks at the start of the line that a place is in.
  func indent(at offset: Int) -> String {
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return String(decoding: bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// Whether a child begins a line of its own.
  func breaksLine(before child: Int, from container: Int) -> Bool {
    var offset = child
    while offset > container, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x09 { offset -= 1 }
    return offset > 0 && bytes[offset - 1] == 0x0A
  }

  /// Whether children of one line follow each other without a blank.
  func isTight(_ last: Range<Int>, _ children: [Range<Int>], before end: Int) -> Bool {
    if children.count > 1 { return bytes[last.lowerBound - 1] != 0x20 }
    let text = bytes[last]
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 1 < text.endIndex else { return false }
    return bytes[colon + 1] != 0x20
  }
}
