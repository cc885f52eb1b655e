/// An instant: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Timestamp: Sendable, Hashable, Comparable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// ISO 8601 in UTC: `2026-11-23T22:04:05.678Z`.
  package var iso8601: String {
    text(dateSeparator: "-", UInt8(ascii: "T"), timeSeparator: ":", fraction: true, zone: "Z")
  }

  /// As log lines are stamped: `2026-11-23 22:04:05.678`.
  package var logStamp: String {
    text(dateSeparator: "-", UInt8(ascii: " "), timeSeparator: ":", fraction: true, zone: "")
  }

  /// ISO 8601 in UTC without separators and fraction: `20261123T220405Z`.
  var basicISO8601: String {
    text(dateSeparator: "", UInt8(ascii: "T"), timeSeparator: "", fraction: false, zone: "Z")
  }

  private func text(
    dateSeparator: StaticString, _ separator: UInt8, timeSeparator: StaticString, fraction: Bool, zone: StaticString
  ) -> String {
    let days = Int(milliseconds.flooredQuotient(86_400_000))
    let inDay = Int(milliseconds - Int64(days) * 86_400_000)
    let (year, month, day) = Self.civil(fromDays: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    Self.append(year, digits: 4, to: &text)
    Self.append(dateSeparator, to: &text)
    Self.append(month, digits: 2, to: &text)
    Self.append(dateSeparator, to: &text)
    Self.append(day, digits: 2, to: &text)
    text.append(separator)
    Self.append(inDay / 3_600_000, digits: 2, to: &text)
    Self.append(timeSeparator, to: &text)
    Self.append(inDay / 60_000 % 60, digits: 2, to: &text)
    Self.append(timeSeparator, to: &text)
    Self.append(inDay / 1000 % 60, digits: 2, to: &text)
    if fraction {
      text.append(UInt8(ascii: "."))
      Self.append(inDay % 1000, digits: 3, to: &text)
    }
    Self.append(zone, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ separator: StaticString, to text: inout [UInt8]) {
    separator.withUTF8Buffer { text.append(contentsOf: $0) }
  }

  private static func append(_ value: Int, digits width: Int, to text: inout [UInt8]) {
    let digits = String(value).utf8
    for _ in 0..<max(0, width - digits.count) { text.append(UInt8(ascii: "0")) }
    text.append(contentsOf: digits)
  }

  /// The proleptic Gregorian date of a day (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}

extension Int64 {
  func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
