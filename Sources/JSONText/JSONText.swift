package import JSONSchema

/// A JSON text that is changed in place: what is not changed stays byte for byte, comments, line breaks and all.
///
/// ```swift
/// var text = try JSONText(bytes)
/// try text.append(.object(["name": "x"]), to: [])
/// ```
package struct JSONText {
  /// The text as it is now.
  package private(set) var bytes: [UInt8]
  private var root: JSONTextNode

  /// Reads a text; comments and trailing commas are allowed.
  package init(_ bytes: [UInt8]) throws(JSONTextError) {
    self.bytes = bytes
    var reader = JSONTextReader(bytes)
    root = try reader.read()
  }

  /// Whether a path of keys leads to a value.
  package func has(_ path: [String]) -> Bool { root.find(path) != nil }

  /// The keys of the object that a path leads to; nil where there is none.
  package func keys(of path: [String]) -> [String]? {
    guard case .object(let members)? = root.find(path)?.content else { return nil }
    return members.map(\.key)
  }

  /// The texts in the array that a path leads to; nil where there is none.
  package func texts(in path: [String]) -> [String]? {
    guard case .array(let items)? = root.find(path)?.content else { return nil }
    return items.compactMap { (try? JSONValue(parsing: bytes[$0.range]))?.stringValue }
  }

  /// Adds an item at the end of the array that a path leads to. Does nothing where there is none.
  package mutating func append(_ value: JSONValue, to path: [String]) throws(JSONTextError) {
    guard let node = root.find(path), case .array = node.content else { return }
    try insert(JSONFragment(key: nil, value: value), in: node)
  }

  /// Adds a property at the end of the object that a path leads to. Does nothing where there is none.
  package mutating func add(_ key: String, _ value: JSONValue, to path: [String]) throws(JSONTextError) {
    guard let node = root.find(path), case .object = node.content else { return }
    try insert(JSONFragment(key: key, value: value), in: node)
  }

  private mutating func insert(_ fragment: JSONFragment, in node: JSONTextNode) throws(JSONTextError) {
    let style = JSONStyle(bytes)
    let children = node.children ?? []
    guard let last = children.last else {
      let outer = style.indent(at: node.range.lowerBound)
      let inner = outer + style.unit
      let text = style.lineBreak + inner + fragment.text(style, indent: inner) + style.lineBreak + outer
      return try replace(node.range.lowerBound + 1..<node.range.upperBound - 1, with: text)
    }
    let hasTrailingComma = comma(after: last.upperBound, in: node) != nil
    let place = comma(after: last.upperBound, in: node).map { $0 + 1 } ?? last.upperBound
    let isBroken = style.breaksLine(before: last.lowerBound, from: node.range.lowerBound)
    let comma = hasTrailingComma ? "" : ","
    let end = hasTrailingComma ? "," : ""
    if isBroken {
      let indent = style.indent(at: last.lowerBound)
      let text = comma + style.lineBreak + indent + fragment.text(style, indent: indent) + end
      return try replace(place..<place, with: text)
    }
    let isTight = style.isTight(last, children, before: node.range.upperBound - 1)
    let text = comma + (isTight ? "" : " ") + (isTight ? fragment.tightText : fragment.lineText) + end
    try replace(place..<place, with: text)
  }

  /// The comma that follows the last child, where there is one.
  private func comma(after offset: Int, in node: JSONTextNode) -> Int? {
    var reader = offset
    while reader < node.range.upperBound - 1 {
      switch bytes[reader] {
      case 0x20, 0x09, 0x0A, 0x0D: reader += 1
      case UInt8(ascii: ","): return reader
      default: return nil
      }
    }
    return nil
  }

  private mutating func replace(_ range: Range<Int>, with text: String) throws(JSONTextError) {
    bytes.replaceSubrange(range, with: text.utf8)
    var reader = JSONTextReader(bytes)
    root = try reader.read()
  }
}
