extension Shape {
  /// The shape of the values, where the names of the objects are data, such as ids, and no fields; nil otherwise.
  var mapValues: Shape? {
    if let values { return values }
    guard names.count >= 3, haveOneKind else { return nil }
    let shapes = names.compactMap { fields[$0]?.shape }
    let ids = names.count { Self.looksLikeID($0) }
    if ids * 3 >= names.count * 2 { return Shape.joined(shapes) }
    let presence = fields.values.reduce(0) { $0 + $1.count }
    // Names that come and go from object to object.
    if names.count >= 12, objectCount > 2, presence * 10 < names.count * objectCount * 3 { return Shape.joined(shapes) }
    guard names.count >= 10, shapes.allSatisfy({ $0.objectCount > 0 }) else { return nil }
    let sum = Shape.joined(shapes)
    return sum.isUniform ? sum : nil
  }

  /// Whether every value is of one kind: all objects, all lists, or all the same scalar.
  private var haveOneKind: Bool {
    let kinds = Set(names.compactMap { fields[$0]?.shape.kind })
    return kinds.count == 1 && kinds.first?.isEmpty == false
  }

  private var kind: String {
    let scalars = scalars.map(\.rawValue).sorted().joined(separator: "|")
    return scalars + (items == nil ? "" : "[]") + (objectCount == 0 ? "" : "{}")
  }

  /// Whether most objects have most fields, and there are at least two of these.
  private var isUniform: Bool {
    guard values == nil, names.count >= 2 else { return false }
    return fields.values.reduce(0) { $0 + $1.count } * 10 >= names.count * objectCount * 7
  }

  /// Whether a name is none that people give to fields: it has a foreign character, or many digits.
  private static func looksLikeID(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return true }
    let isWord = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
    return !isWord || name.utf8.count { (0x30...0x39).contains($0) } >= 4
  }
}
