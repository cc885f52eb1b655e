/// The dates of HTTP and of cookies, read as leniently as RFC 6265 §5.1.1 says: IMF-fixdate, RFC 850 and asctime
/// (RFC 9110 §5.6.7), and what servers send in their place.
package enum HTTPDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// The instant, in UTC; nil where the text is no date.
  package static func parse(_ text: String) -> Timestamp? {
    var time: (hour: Int, minute: Int, second: Int)?
    var day: Int?
    var month: Int?
    var year: Int?
    for token in text.utf8.split(whereSeparator: isDelimiter) {
      if time == nil, let found = Self.time(token) {
        time = found
      } else if day == nil, let found = number(token, digits: 1...2) {
        day = found
      } else if month == nil,
        let found = months.firstIndex(of: String(decoding: token.prefix(3), as: UTF8.self).lowercased())
      {
        month = found + 1
      } else if year == nil, let found = number(token, digits: 2...4) {
        year = found < 70 ? found + 2000 : found < 100 ? found + 1900 : found
      }
    }
    guard let time, let day, let month, let year, year >= 1601, 1...31 ~= day, time.hour < 24, time.minute < 60,
      time.second < 61
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + Int64(time.hour * 3600 + time.minute * 60 + time.second)
    return Timestamp(milliseconds: seconds * 1000)
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// The digits that a token begins with; nil where they are too few or too many.
  private static func number(_ token: some Collection<UInt8>, digits: ClosedRange<Int>) -> Int? {
    let found = token.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard digits.contains(found.count) else { return nil }
    return Int(String(decoding: found, as: UTF8.self))
  }

  private static func time(_ token: some Collection<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
    let parts = token.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = number(parts[0], digits: 1...2), let minute = number(parts[1], digits: 1...2),
      let second = number(parts[2], digits: 1...2)
    else { return nil }
    return (hour, minute, second)
  }
}

extension Timestamp {
  /// The days from 1970-01-01 to a date of the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms").
  static func days(year: Int, month: Int, day: Int) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
