import JSONSchema

/// Finds where in a JSON text a value is. The text must have been read as JSON before.
struct JSONPlaces {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  struct Place {
    /// The name of the property, quotes included; nil for an item and for the whole document.
    var key: Range<Int>?
    var value: Range<Int>
  }

  /// The place of the value that a pointer leads to, or of the last value on the way that is there.
  func place(of pointer: JSONPointer) -> Place {
    var scanner = self
    scanner.offset = 0
    return scanner.find(pointer)
  }

  private mutating func find(_ pointer: JSONPointer) -> Place {
    skipBlanks()
    var place = Place(key: nil, value: value())
    for token in pointer.tokens {
      offset = place.value.lowerBound
      guard let next = member(token) else { return place }
      place = next
    }
    return place
  }

  /// The value that starts here, which is stepped over.
  private mutating func value() -> Range<Int> {
    let start = offset
    skipValue()
    return start..<offset
  }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  private mutating func skipString() {
    offset += 1
    while let byte = current, byte != 0x22 { offset += byte == 0x5C ? 2 : 1 }
    offset = min(offset + 1, bytes.count)
  }

  private mutating func skipValue() {
    var depth = 0
    repeat {
      switch current {
      case nil: return
      case 0x22: skipString()
      case 0x7B, 0x5B:
        depth += 1
        offset += 1
      case 0x7D, 0x5D:
        depth -= 1
        offset += 1
      case 0x2C, 0x3A, 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: skipWord()
      }
    } while depth > 0
  }

  private mutating func skipWord() {
    let start = offset
    while let byte = current, !",:]} \n\r\t{[\"".utf8.contains(byte) { offset += 1 }
    if offset == start { offset += 1 }
  }

  /// The member of the array or object that starts here; of a property that is there twice, the last.
  private mutating func member(_ token: String) -> Place? {
    let isObject = current == 0x7B
    guard isObject || current == 0x5B else { return nil }
    offset += 1
    var found: Place?
    var index = 0
    while true {
      skipBlanks()
      if current == 0x2C {
        offset += 1
        continue
      }
      guard let byte = current, byte != 0x7D, byte != 0x5D else { return found }
      var key: Range<Int>?
      if isObject {
        key = value()
        skipBlanks()
        offset += 1
        skipBlanks()
      }
      let place = Place(key: key, value: value())
      if let key {
        if (try? JSONValue(parsing: bytes[key]))?.stringValue == token { found = place }
      } else if String(index) == token {
        return place
      }
      index += 1
    }
  }
}
