/// JSON under construction.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private var budget: Budget
  private(set) var isFull = false

  init(_ budget: Budget) { self.budget = budget }

  mutating func write(_ byte: UInt8) { bytes.append(byte) }

  mutating func write(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A string with its quotes. `prefix` needs no escapes.
  mutating func writeString(_ text: ArraySlice<UInt8>, prefix: StaticString = "") {
    // Copied once more when it is handed on.
    if !budget.take(2 * (text.count + 16)) { isFull = true }
    guard !isFull else { return }
    bytes.append(UInt8(ascii: "\""))
    write(prefix)
    writeContent(text)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The inside of a string.
  mutating func writeContent(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { text in
      var start = 0
      for index in 0..<text.count {
        let byte = text[index]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        writeEscape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  private mutating func writeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"): write("\\n")
    case UInt8(ascii: "\r"): write("\\r")
    case UInt8(ascii: "\t"): write("\\t")
    default:
      // Of the control characters XML has those three only.
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    }
  }
}
