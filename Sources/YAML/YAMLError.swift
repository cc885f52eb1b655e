/// Why a text is no YAML document that JSON can hold.
public struct YAMLError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, without its place.
  public var message: String
  /// From 1; nil where the fault has no place.
  public var line: Int?
  /// From 1.
  public var column: Int?
  /// Whether there was no room for the values.
  public var isMemory = false

  /// The message with its place.
  public var description: String {
    guard let line, let column else { return message }
    return "\(message) (line \(line), column \(column))"
  }
}
