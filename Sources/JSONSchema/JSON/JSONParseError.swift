/// What is wrong with a JSON text, and where.
public struct JSONParseError: Error, Hashable, Sendable {
  /// The kinds of faults. A case may be added in a later version.
  public enum Code: String, Hashable, Sendable {
    /// The text ends before the value does.
    case unexpectedEnd
    /// A byte that cannot stand at its place.
    case unexpectedByte
    /// More text after the value.
    case trailingText
    /// A number that RFC 8259 does not allow, such as `01` or `1.`.
    case invalidNumber
    /// A control character, an unknown escape or half of a surrogate pair in a string.
    case invalidString
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// Arrays and objects nested beyond the limit.
    case tooDeep
  }

  /// The kind of the fault.
  public let code: Code
  /// The place of the fault in bytes from the start of the text, from 0.
  public let offset: Int
  /// The line of the fault, from 1.
  public let line: Int
  /// The place in that line in bytes, from 1.
  public let column: Int
  /// What was found or expected, without the place.
  public let reason: String
}

extension JSONParseError: CustomStringConvertible {
  /// The fault as a sentence, with its place.
  public var description: String { "Invalid JSON at line \(line), column \(column): \(reason)" }
}
