/// Why a text is no XML document that luahost reads.
public struct XMLError: Error, Sendable, CustomStringConvertible {
  /// What kind of fault it is.
  public enum Code: Sendable, Hashable {
    /// The text is not well-formed (XML 1.0 §2.1), or its encoding is not known.
    case malformed
    /// It declares or uses what is not supported, for safety: entities, attribute lists, extreme depth.
    case refused
    /// There is no room for it.
    case memory
  }

  /// The kind.
  public var code: Code
  /// What is wrong, without its place.
  public var message: String
  /// From 1; nil where the fault has no place.
  public var line: Int?
  /// From 1.
  public var column: Int?

  /// The place with the message: `line 3, column 5: mismatched tag`.
  public var description: String {
    guard let line, let column else { return message }
    return "line \(line), column \(column): \(message)"
  }
}
