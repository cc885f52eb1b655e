import JSONSchema

extension JSONValue {
  /// The value with another one at a place inside it; objects on the way are made where they are missing.
  func setting(_ value: JSONValue, at path: ArraySlice<String>) -> JSONValue {
    guard let name = path.first else { return value }
    if case .array(var items) = self, let index = Int(name), items.indices.contains(index) {
      items[index] = items[index].setting(value, at: path.dropFirst())
      return .array(items)
    }
    var object = objectValue ?? [:]
    object[name] = (object[name] ?? .null).setting(value, at: path.dropFirst())
    return .object(object)
  }
}
