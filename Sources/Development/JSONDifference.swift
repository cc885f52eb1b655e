package import JSONSchema

/// One place at which two JSON values differ.
package struct JSONDifference: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case added(JSONValue)
    case removed(JSONValue)
    case changed(JSONValue, to: JSONValue)
  }

  /// As Lua writes it: `items[3].when`, `tags["a b"]`; empty for the whole.
  package var path: String
  package var kind: Kind

  package init(_ path: String, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// Where two values differ, in the order of the newer one, as few places as tell it: an item that was put into a list moves
  /// the others and changes none.
  /// - Parameter limit: after so many, no more are looked for.
  package static func between(_ old: JSONValue, _ new: JSONValue, limit: Int = .max) -> [JSONDifference] {
    var comparison = Comparison(limit: limit)
    comparison.compare(old, new, at: "")
    return comparison.found
  }
}

private struct Comparison {
  let limit: Int
  var found: [JSONDifference] = []

  private var isFull: Bool { found.count >= limit }

  private mutating func add(_ path: String, _ kind: JSONDifference.Kind) {
    if !isFull { found.append(JSONDifference(path, kind)) }
  }

  mutating func compare(_ old: JSONValue, _ new: JSONValue, at path: String) {
    guard !isFull, old != new else { return }
    switch (old, new) {
    case (.object(let one), .object(let other)): compare(one, other, at: path)
    case (.array(let one), .array(let other)): compare(one, other, at: path)
    default: add(path, .changed(old, to: new))
    }
  }

  private mutating func compare(_ old: JSONObject, _ new: JSONObject, at path: String) {
    for (key, value) in new {
      let inner = Self.member(key, of: path)
      if let before = old[key] { compare(before, value, at: inner) } else { add(inner, .added(value)) }
    }
    for (key, value) in old where new[key] == nil { add(Self.member(key, of: path), .removed(value)) }
  }

  private mutating func compare(_ old: [JSONValue], _ new: [JSONValue], at path: String) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (before, after) = (old[start..<old.count - end], new[start..<new.count - end])
    if let (one, other) = Self.keyed(before, after) {
      for index in after.indices {
        let item = after[index]
        let inner = "\(path)[\(index + 1)]"
        if let match = Self.key(item).flatMap({ one[$0] }) {
          compare(before[match], item, at: inner)
        } else {
          add(inner, .added(item))
        }
      }
      for index in before.indices where Self.key(before[index]).map({ other[$0] == nil }) ?? false {
        add("\(path)[\(index + 1)]", .removed(before[index]))
      }
      return
    }
    let common = min(before.count, after.count)
    for offset in 0..<common {
      compare(before[start + offset], after[start + offset], at: "\(path)[\(start + offset + 1)]")
    }
    for index in after.indices.dropFirst(common) { add("\(path)[\(index + 1)]", .added(after[index])) }
    for index in before.indices.dropFirst(common) { add("\(path)[\(index + 1)]", .removed(before[index])) }
  }

  // MARK: Items that have a name

  /// Where each item is by its name; nil unless all have one and no two the same.
  private static func keyed(
    _ old: ArraySlice<JSONValue>, _ new: ArraySlice<JSONValue>
  ) -> ([JSONValue: Int], [JSONValue: Int])? {
    guard let one = places(old), let other = places(new), !(one.isEmpty && other.isEmpty) else { return nil }
    return (one, other)
  }

  private static func places(_ items: ArraySlice<JSONValue>) -> [JSONValue: Int]? {
    var places: [JSONValue: Int] = [:]
    for index in items.indices {
      guard let key = key(items[index]), places.updateValue(index, forKey: key) == nil else { return nil }
    }
    return places
  }

  /// What an item is known by: its id, or a text or number that is the whole of it.
  private static func key(_ item: JSONValue) -> JSONValue? {
    switch item {
    case .string, .number: return item
    case .object(let object):
      for name in ["id", "arn", "key", "name"] {
        switch object[name] {
        case .string?, .number?: return object[name]
        default: continue
        }
      }
      return nil
    default: return nil
    }
  }

  private static func member(_ key: String, of path: String) -> String {
    let isName =
      key.utf8.first.map { $0 < 0x30 || $0 > 0x39 } ?? false
      && key.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      }
    if isName { return path.isEmpty ? key : "\(path).\(key)" }
    return "\(path)[\(JSONValue.string(key))]"
  }
}
