import Integrations

/// Finds named values in text, wherever they stand. It reads each byte once and trusts nothing: what is not JSON, XML or
/// a query has no fields.
enum FieldScanner {
  struct Field {
    var name: ArraySlice<UInt8>
    /// Where the value is: of a text without its quotes, of a number its digits.
    var value: Range<Int>
    var isText = true
  }

  // MARK: JSON

  /// `"name": "text"` and `"name": 12`, at any depth.
  static func json(_ bytes: [UInt8]) -> [Field] {
    var fields: [Field] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == quote else {
        index += 1
        continue
      }
      let name = text(bytes, from: index)
      index = name.upperBound + 1
      let colon = afterSpaces(bytes, index)
      guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { continue }
      let start = afterSpaces(bytes, colon + 1)
      guard start < bytes.count else { break }
      if bytes[start] == quote {
        let value = text(bytes, from: start)
        fields.append(Field(name: bytes[name], value: value))
        index = value.upperBound + 1
      } else {
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        if end > start { fields.append(Field(name: bytes[name], value: start..<end, isText: false)) }
        index = max(start, end)
      }
    }
    return fields
  }

  /// What is between two quotes; to the end where the second is missing.
  private static func text(_ bytes: [UInt8], from start: Int) -> Range<Int> {
    var index = start + 1
    while index < bytes.count, bytes[index] != quote { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return start + 1..<max(start + 1, min(index, bytes.count))
  }

  private static func afterSpaces(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    return index
  }

  // MARK: XML

  /// `<Name>text</Name>`.
  static func xml(_ bytes: [UInt8]) -> [Field] {
    var fields: [Field] = []
    var index = 0
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = open + 1
      guard let close = bytes[index...].firstIndex(where: { !isNameByte($0) }), close > index,
        bytes[close] == UInt8(ascii: ">")
      else { continue }
      let name = bytes[index..<close]
      guard let end = bytes[(close + 1)...].firstIndex(of: UInt8(ascii: "<")) else { break }
      index = end
      if end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "/"), bytes[(end + 2)...].starts(with: name) {
        fields.append(Field(name: name, value: close + 1..<end))
      }
    }
    return fields
  }

  // MARK: Queries and forms

  /// `name=value` after `?`, `&`, `#` or `;`, and at the start where that is a pair too.
  static func pairs(_ bytes: [UInt8], fromStart: Bool) -> [Field] {
    var fields: [Field] = []
    var isStart = fromStart
    var index = 0
    while index < bytes.count {
      guard isStart || isJoint(bytes[index]) else {
        index += 1
        continue
      }
      let start = isStart ? index : index + 1
      isStart = false
      index = bytes[start...].firstIndex { !isNameByte($0) && $0 != UInt8(ascii: "%") } ?? bytes.count
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
      let end = bytes[(index + 1)...].firstIndex { isJoint($0) || isEnd($0) } ?? bytes.count
      fields.append(Field(name: PercentEncoding.decode(bytes[start..<index])[...], value: index + 1..<end))
      index = end
    }
    return fields
  }

  /// Whether a body is one long query, as forms are.
  static func isForm(_ bytes: [UInt8]) -> Bool {
    bytes.contains(UInt8(ascii: "="))
      && bytes.allSatisfy { ($0 > 0x20 && $0 < 0x7F && !isEnd($0) && $0 != UInt8(ascii: "{")) || $0 >= 0x80 }
  }

  private static let quote = UInt8(ascii: "\"")

  static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// Before a name. A quote counts, for texts that are forms themselves.
  private static func isJoint(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "?"), UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: ";"), quote: true
    default: false
    }
  }

  /// After a value, besides joints.
  private static func isEnd(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, quote, UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"): true
    default: false
    }
  }
}

extension [UInt8] {
  /// With other bytes in the place of some ranges; of ranges that overlap, the first counts.
  func replacing(_ ranges: [Range<Int>], with replacement: [UInt8]) -> [UInt8] {
    guard !ranges.isEmpty else { return self }
    var result: [UInt8] = []
    var position = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= position {
      result += self[position..<range.lowerBound] + replacement
      position = range.upperBound
    }
    return result + self[position...]
  }
}
