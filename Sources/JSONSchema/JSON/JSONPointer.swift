/// A JSON Pointer (RFC 6901): the way from a value to one inside it.
///
/// ```swift
/// let pointer = JSONPointer("/regions/2/name")
/// pointer?.tokens  // ["regions", "2", "name"]
/// ```
public struct JSONPointer: Hashable, Sendable {
  /// The reference tokens, unescaped.
  public private(set) var tokens: [String]

  /// Makes a pointer of unescaped tokens; none point at the whole value.
  public init(tokens: [String] = []) { self.tokens = tokens }

  /// Reads the string form; nil where it is none (it starts with neither nothing nor `/`, or `~` is no escape).
  public init?(_ text: String) {
    if text.isEmpty {
      tokens = []
      return
    }
    let parts = text.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.first?.isEmpty == true else { return nil }
    tokens = []
    for part in parts.dropFirst() {
      guard let token = Self.unescape(part) else { return nil }
      tokens.append(token)
    }
  }

  private static func unescape(_ part: String.UTF8View.SubSequence) -> String? {
    guard part.contains(0x7E) else { return String(Substring(part)) }
    var bytes: [UInt8] = []
    var iterator = part.makeIterator()
    while let byte = iterator.next() {
      guard byte == 0x7E else {
        bytes.append(byte)
        continue
      }
      switch iterator.next() {
      case 0x30: bytes.append(0x7E)
      case 0x31: bytes.append(0x2F)
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var text = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Adds a token for a property.
  public mutating func append(_ token: String) { tokens.append(token) }

  /// Adds a token for an item.
  public mutating func append(_ index: Int) { tokens.append(String(index)) }

  /// The pointer with one more token.
  public func appending(_ token: String) -> JSONPointer { JSONPointer(tokens: tokens + [token]) }

  /// The pointer with one more token, of an item.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// The value that the pointer leads to, nil where there is none.
  public func resolve(in value: JSONValue) -> JSONValue? {
    var current = value
    for token in tokens {
      guard let next = Self.step(token, in: current) else { return nil }
      current = next
    }
    return current
  }

  static func step(_ token: String, in value: JSONValue) -> JSONValue? {
    switch value {
    case .object(let object): object[token]
    case .array(let items): index(token).flatMap { items.indices.contains($0) ? items[$0] : Optional.none }
    default: nil
    }
  }

  private static func index(_ token: String) -> Int? {
    let digits = token.utf8
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30 || digits.count == 1 else {
      return nil
    }
    return Int(token)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The string form: empty, or each token after a `/`.
  public var description: String { tokens.reduce(into: "") { $0 += "/" + Self.escape($1) } }
}
