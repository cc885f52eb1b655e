/// Turns shapes into classes.
struct ShapeTypes {
  private(set) var classes = ClassList()
  /// Deeper ones are plain tables.
  private static let deepest = 12

  /// The type of a shape, with the classes that it takes.
  /// - Parameter name: that of its class, where it is an object with fields.
  mutating func type(of shape: Shape, named name: String, depth: Int = 0) -> String {
    var types: [String] = []
    if shape.objectCount > 0 { types.append(object(shape, name, depth)) }
    if let items = shape.items {
      types.append(LuaTypeText.list(of: type(of: items, named: name, depth: depth + 1)))
    }
    for scalar in Shape.Scalar.allCases where shape.scalars.contains(scalar) {
      if scalar == .integer, shape.scalars.contains(.number) { continue }
      types.append(scalar.rawValue)
    }
    return LuaTypeText.union(types)
  }

  private mutating func object(_ shape: Shape, _ name: String, _ depth: Int) -> String {
    guard depth < Self.deepest else { return "table" }
    if let values = shape.mapValues {
      return "table<string, \(type(of: values, named: name, depth: depth + 1))>"
    }
    guard !shape.names.isEmpty else { return "table" }
    let claimed = classes.claim(name)
    var fields: [ClassList.Field] = []
    for key in shape.names {
      guard let field = shape.fields[key] else { continue }
      let isPlural = field.shape.items != nil || field.shape.mapValues != nil
      let inner = "\(claimed).\(LuaTypeText.className(key, isItem: isPlural))"
      fields.append(
        ClassList.Field(
          key: key, type: type(of: field.shape, named: inner, depth: depth + 1),
          isOptional: field.count < shape.objectCount))
    }
    classes.add(claimed, fields)
    return claimed
  }
}
