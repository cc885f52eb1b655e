/// `date`, `time` and `date-time` (RFC 3339, section 5.6).
enum DateTimeFormats {
  static func isDate(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    return skipDate(&scanner) && scanner.isAtEnd
  }

  static func isTime(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    return skipTime(&scanner) && scanner.isAtEnd
  }

  static func isDateTime(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    return skipDate(&scanner) && scanner.skip(0x54, 0x74) && skipTime(&scanner) && scanner.isAtEnd
  }

  private static func skipDate(_ scanner: inout ByteScanner) -> Bool {
    guard let year = scanner.digits(4), scanner.skip(0x2D), let month = scanner.digits(2), scanner.skip(0x2D),
      let day = scanner.digits(2), (1...12).contains(month)
    else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day >= 1 && day <= days[month - 1]
  }

  private static func skipTime(_ scanner: inout ByteScanner) -> Bool {
    guard let hour = scanner.digits(2), scanner.skip(0x3A), let minute = scanner.digits(2), scanner.skip(0x3A),
      let second = scanner.digits(2), hour < 24, minute < 60, second <= 60
    else { return false }
    if scanner.skip(0x2E), scanner.skipDigits() == 0 { return false }
    guard let offset = skipOffset(&scanner) else { return false }
    if second < 60 { return true }
    // A leap second is the last one of a day in UTC.
    let minutes = (hour * 60 + minute - offset) % 1440
    return (minutes + 1440) % 1440 == 1439
  }

  /// The offset from UTC in minutes.
  private static func skipOffset(_ scanner: inout ByteScanner) -> Int? {
    if scanner.skip(0x5A, 0x7A) { return 0 }
    let isNegative = scanner.current == 0x2D
    guard scanner.skip(0x2B, 0x2D), let hours = scanner.digits(2), scanner.skip(0x3A),
      let minutes = scanner.digits(2), hours < 24, minutes < 60
    else { return nil }
    return isNegative ? -(hours * 60 + minutes) : hours * 60 + minutes
  }
}

/// `duration` (RFC 3339, appendix A): a unit may be followed only by the next smaller one.
enum DurationFormat {
  static func accepts(_ text: [UInt8]) -> Bool {
    var scanner = ByteScanner(text)
    guard scanner.skip(0x50) else { return false }
    var dates = Array("YMD".utf8)[...]
    if scanner.current != 0x54 {
      guard scanner.skipDigits() > 0 else { return false }
      if scanner.skip(0x57) { return scanner.isAtEnd }
      guard skipUnits(&scanner, &dates) else { return false }
    }
    guard scanner.skip(0x54) else { return scanner.isAtEnd }
    var times = Array("HMS".utf8)[...]
    guard scanner.skipDigits() > 0 else { return false }
    return skipUnits(&scanner, &times) && scanner.isAtEnd
  }

  /// Reads units in sequence, the first of which has its digits read already.
  private static func skipUnits(_ scanner: inout ByteScanner, _ units: inout ArraySlice<UInt8>) -> Bool {
    guard let unit = scanner.current, let place = units.firstIndex(of: unit) else { return false }
    _ = scanner.skip(unit)
    units = units[(place + 1)...]
    while scanner.skipDigits() > 0 {
      guard let next = units.popFirst(), scanner.skip(next) else { return false }
    }
    return true
  }
}
