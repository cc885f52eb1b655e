import FoundationEssentials

/// The text of a recording, line by line.
struct RecordingLines {
  struct Line {
    /// What kind of line it is; nil for an empty one.
    var mark: Character?
    /// Without the mark and the space after it.
    var bytes: ArraySlice<UInt8>

    /// The bytes as text; for the first line and for unmarked ones, the whole line.
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Of the line that came last, from 1.
  private(set) var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Line? {
    guard position < bytes.count else { return nil }
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let line = bytes[position..<end]
    position = end + 1
    number += 1
    guard let first = line.first else { return Line(mark: nil, bytes: line) }
    let mark = Character(Unicode.Scalar(first))
    guard number > 1, ">*<!#".contains(mark) else { return Line(mark: mark, bytes: line) }
    let content = line.dropFirst()
    return Line(mark: mark, bytes: content.first == UInt8(ascii: " ") ? content.dropFirst() : content)
  }

  /// What is left, without the line break that ends a file.
  mutating func rest() -> ArraySlice<UInt8> {
    guard position < bytes.count else { return [] }
    defer { position = bytes.count }
    let rest = bytes[position...]
    return rest.last == UInt8(ascii: "\n") ? rest.dropLast() : rest
  }
}

/// Base64 in lines (RFC 2045 §6.8).
enum Base64Lines {
  /// Nil where it is no Base64.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    let packed = text.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") }
    return Data(base64Encoded: Data(packed)).map { Array($0) }
  }
}
