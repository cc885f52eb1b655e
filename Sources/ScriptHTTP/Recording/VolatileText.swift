import Integrations

/// Takes out of a request what is another each time: dates, instants, nonces. A `~` stands in their place.
enum VolatileText {
  private static let stand = UInt8(ascii: "~")

  static func steady(url: String) -> String {
    let bytes = spelledOut(Array(url.utf8))
    guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else {
      return String(decoding: steadyDates(bytes), as: UTF8.self)
    }
    let query = steady(query: Array(bytes[(mark + 1)...]))
    return String(decoding: steadyDates(Array(bytes[..<mark])) + [UInt8(ascii: "?")] + query, as: UTF8.self)
  }

  static func steady(body: [UInt8]) -> [UInt8] {
    guard Recording.isText(body) else { return body }
    let bytes = spelledOut(body)
    if FieldScanner.isForm(bytes) { return steady(query: bytes) }
    let found = FieldScanner.json(bytes).filter { isVolatile($0, in: bytes) }
    return steadyDates(bytes.replacing(found.map(\.value), with: [stand]))
  }

  /// Pairs in the order of their bytes.
  private static func steady(query: [UInt8]) -> [UInt8] {
    let pairs = query.split(separator: UInt8(ascii: "&")).map { pair in
      let bytes = Array(pair)
      let found = FieldScanner.pairs(bytes, fromStart: true).filter { isVolatile($0, in: bytes) }
      return steadyDates(bytes.replacing(found.map(\.value), with: [stand]))
    }
    return Array(
      pairs.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [UInt8(ascii: "&")]))
  }

  private static func isVolatile(_ field: FieldScanner.Field, in bytes: [UInt8]) -> Bool {
    if VolatileNames.isField(field.name) { return true }
    return isEpoch(bytes[field.value]) && VolatileNames.isTime(field.name)
  }

  /// Seconds or milliseconds since 1970, of our days.
  private static func isEpoch(_ digits: ArraySlice<UInt8>) -> Bool {
    (digits.count == 10 || digits.count == 13) && digits.first == UInt8(ascii: "1")
      && digits.allSatisfy(FieldScanner.isDigit)
  }

  /// The mask as it was before something encoded it.
  private static func spelledOut(_ bytes: [UInt8]) -> [UInt8] {
    var text = String(decoding: bytes, as: UTF8.self)
    for encoded in ["%E2%80%A2", "\\u2022"] where text.contains(encoded) {
      text = text.replacing(encoded, with: "•")
    }
    return Array(text.utf8)
  }

  // MARK: Dates

  /// Dates (`2024-02-29`), with or without a time, and `20240229T150405Z`.
  private static func steadyDates(_ bytes: [UInt8]) -> [UInt8] {
    var ranges: [Range<Int>] = []
    var index = 0
    while index + 8 <= bytes.count {
      guard FieldScanner.isDigit(bytes[index]), index == 0 || !FieldScanner.isDigit(bytes[index - 1]) else {
        index += 1
        continue
      }
      if let end = endOfInstant(bytes, index) {
        ranges.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return bytes.replacing(ranges, with: [stand])
  }

  private static func endOfInstant(_ bytes: [UInt8], _ start: Int) -> Int? {
    if matches("dddddddd", bytes, start), start + 8 < bytes.count, bytes[start + 8] == UInt8(ascii: "T") {
      return matches("ddddddZ", bytes, start + 9) ? start + 16 : nil
    }
    guard matches("dddd-dd-dd", bytes, start) else { return nil }
    let end = start + 10
    if end < bytes.count, FieldScanner.isDigit(bytes[end]) { return nil }
    for joint in ["T", "t", " ", "+", "%20"]
    where bytes[end...].starts(with: joint.utf8) && matches("dd", bytes, end + joint.utf8.count) {
      return endOfTime(bytes, end + joint.utf8.count)
    }
    return end
  }

  /// Past hours, minutes, seconds, fraction and zone, colons and signs percent-encoded or not.
  private static func endOfTime(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if FieldScanner.isDigit(bytes[index]) || ":.Zz+-".utf8.contains(bytes[index]) {
        index += 1
      } else if ["%3A", "%3a", "%2B", "%2b"].contains(where: { bytes[index...].starts(with: $0.utf8) }) {
        index += 3
      } else {
        break
      }
    }
    return index
  }

  /// `d` stands for a digit.
  private static func matches(_ pattern: String, _ bytes: [UInt8], _ start: Int) -> Bool {
    guard start + pattern.utf8.count <= bytes.count else { return false }
    return zip(pattern.utf8, bytes[start...]).allSatisfy {
      $0 == UInt8(ascii: "d") ? FieldScanner.isDigit($1) : $0 == $1
    }
  }
}
