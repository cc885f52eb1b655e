/// A file that findings point into.
struct SourceText: Sendable {
  /// As the user can open it.
  let path: String
  let bytes: [UInt8]
  /// Where each line starts; found anew each time, for most files are never pointed into.
  private var lineStarts: [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    return starts
  }

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The line, from 1, that an offset is in.
  private func line(of offset: Int) -> Int { bytes[..<min(offset, bytes.count)].count { $0 == 0x0A } + 1 }

  /// The lines, from 1, that a stretch touches.
  func lines(_ range: Range<Int>) -> ClosedRange<Int> {
    line(of: range.lowerBound)...line(of: max(range.lowerBound, range.upperBound - 1))
  }

  /// The bytes of a line, from 1, without its break.
  private func range(ofLine line: Int) -> Range<Int> {
    let lineStarts = lineStarts
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The bytes of the first word of a line.
  func firstWord(ofLine line: Int) -> Range<Int> {
    let range = range(ofLine: line)
    let start = range.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 } ?? range.lowerBound
    let end = (start..<max(start, range.upperBound)).first { !Self.isWordByte(bytes[$0]) } ?? range.upperBound
    return start..<max(start, min(end, range.upperBound))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E: true
    default: byte >= 0x80
    }
  }

  private func scalars(_ range: Range<Int>) -> Int {
    String(decoding: bytes[range], as: UTF8.self).unicodeScalars.count
  }

  func finding(_ rule: RuleDescription, _ range: Range<Int>, _ message: String, fix: String) -> Finding {
    let start = min(range.lowerBound, bytes.count)
    let line = line(of: start)
    let whole = self.range(ofLine: line)
    let first = min(start, whole.upperBound)
    let last = min(max(range.upperBound, first), whole.upperBound)
    let column = scalars(whole.lowerBound..<first) + 1
    return Finding(
      rule: rule.id, severity: rule.severity, file: path, line: line, column: column,
      endColumn: column + scalars(first..<last), message: message, fix: fix,
      sourceLine: bytes.isEmpty ? nil : String(decoding: bytes[whole], as: UTF8.self))
  }
}
