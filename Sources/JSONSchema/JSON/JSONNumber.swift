/// A JSON number, exact whatever its size.
///
/// A number that was read keeps its text, so it is written as it was read: `1.0` stays `1.0`. Two numbers
/// are equal when their values are: `1`, `1.0` and `10e-1` are.
public struct JSONNumber: Sendable {
  enum Storage: Sendable {
    case integer(Int64)
    case text(String)
  }

  let storage: Storage

  init(storage: Storage) { self.storage = storage }

  /// Makes a whole number.
  public init(_ value: Int) { storage = .integer(Int64(value)) }

  /// Makes a whole number.
  public init(_ value: Int64) { storage = .integer(value) }

  /// Makes a number from a `Double`; `1.0` stays a number with a fraction in its text.
  ///
  /// JSON has no infinity and no NaN: an infinity becomes `±1e400`, which reads back as infinity, and NaN becomes `0`.
  public init(_ value: Double) {
    if value.isNaN {
      storage = .integer(0)
    } else if value.isInfinite {
      storage = .text(value < 0 ? "-1e400" : "1e400")
    } else {
      storage = .text(value.description)
    }
  }

  /// Makes a number from its text; nil where that is no JSON number.
  public init?(text: String) {
    guard case .number(let number)? = try? JSONValue(parsing: text), number.text == text else { return nil }
    self = number
  }

  /// The text of the number as JSON has it.
  public var text: String {
    switch storage {
    case .integer(let value): String(value)
    case .text(let text): text
    }
  }

  /// The value where it is a whole number that fits 64 bits; `1.0` and `1e2` are.
  public var int64: Int64? {
    switch storage {
    case .integer(let value): value
    case .text: decimal.int64
    }
  }

  /// The nearest `Double`; infinite where the value is beyond its range.
  public var double: Double {
    switch storage {
    case .integer(let value): Double(value)
    case .text(let text): Double(text) ?? 0
    }
  }

  /// Whether the value is a whole number, of any size.
  public var isInteger: Bool {
    switch storage {
    case .integer: true
    case .text: decimal.isInteger
    }
  }

  /// Whether the text is that of a whole number: `1` is, `1.0` is not. Draft 4 calls only these integers.
  public var isWrittenAsInteger: Bool {
    switch storage {
    case .integer: true
    case .text(let text): !text.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 }
    }
  }

  var decimal: ExactDecimal {
    switch storage {
    case .integer(let value): ExactDecimal(value)
    case .text(let text): ExactDecimal(text)
    }
  }
}

extension JSONNumber: Hashable, Comparable {
  /// Whether two numbers have the same value.
  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if case .integer(let left) = left.storage, case .integer(let right) = right.storage { return left == right }
    return left.decimal == right.decimal
  }

  /// Whether one value is less than another, compared exactly.
  public static func < (left: JSONNumber, right: JSONNumber) -> Bool {
    if case .integer(let left) = left.storage, case .integer(let right) = right.storage { return left < right }
    return left.decimal < right.decimal
  }

  /// Feeds the value into a hasher; equal values feed the same.
  public func hash(into hasher: inout Hasher) {
    if let value = int64 {
      hasher.combine(value)
    } else {
      hasher.combine(decimal)
    }
  }

  /// Whether the number is a multiple of another, computed exactly; nothing is a multiple of 0.
  public func isMultiple(of divisor: JSONNumber) -> Bool {
    if case .integer(let value) = storage, case .integer(let divisor) = divisor.storage, divisor > 0 {
      return value % divisor == 0
    }
    return decimal.isMultiple(of: divisor.decimal)
  }
}
