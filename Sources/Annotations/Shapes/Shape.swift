import JSONSchema

/// What values of JSON look like, all that were observed in one place together.
final class Shape {
  enum Scalar: String, CaseIterable {
    case boolean, integer, number, string
    case null = "json.Null"
  }

  /// Objects with more names than that are taken for maps.
  private static let mostFields = 256
  /// Of longer lists and wider objects, as many are looked at.
  private static let sampleSize = 400
  private static let deepest = 24

  private(set) var scalars: Set<Scalar> = []
  /// The items of all lists; nil where there were none.
  private(set) var items: Shape?
  /// In the order in which they came.
  private(set) var names: [String] = []
  private(set) var fields: [String: (shape: Shape, count: Int)] = [:]
  /// How many objects there were.
  private(set) var objectCount = 0
  /// The values of a map: it has so many names that they are no fields.
  private(set) var values: Shape?

  /// - Parameter budget: how many values are looked at, all together.
  func observe(_ value: JSONValue, budget: inout Int, depth: Int = 0) {
    guard budget > 0 else { return }
    budget -= 1
    switch value {
    case .null: scalars.insert(.null)
    case .bool: scalars.insert(.boolean)
    case .number(let number): scalars.insert(number.isIntegerInLua ? .integer : .number)
    case .string: scalars.insert(.string)
    case .array(let list):
      let shape = items ?? Shape()
      items = shape
      guard depth < Self.deepest else { return }
      for index in Self.sample(list.count) { shape.observe(list[index], budget: &budget, depth: depth + 1) }
    case .object(let object): observe(object, &budget, depth)
    }
  }

  private func observe(_ object: JSONObject, _ budget: inout Int, _ depth: Int) {
    objectCount += 1
    guard depth < Self.deepest else { return }
    if object.count > Self.mostFields { becomeMap() }
    let sample = object.count > Self.sampleSize ? Set(Self.sample(object.count)) : nil
    for (index, member) in object.enumerated() where sample?.contains(index) ?? true {
      if let values {
        values.observe(member.value, budget: &budget, depth: depth + 1)
        continue
      }
      let known = fields[member.key]
      if known == nil { names.append(member.key) }
      let shape = known?.shape ?? Shape()
      fields[member.key] = (shape, (known?.count ?? 0) + 1)
      shape.observe(member.value, budget: &budget, depth: depth + 1)
      if names.count > Self.mostFields { becomeMap() }
    }
  }

  /// The places of the items that are looked at: the first ones, and some of the rest, evenly.
  private static func sample(_ count: Int) -> [Int] {
    guard count > sampleSize else { return Array(0..<count) }
    let first = sampleSize / 2
    let rest = count - first
    return Array(0..<first) + (0..<first).map { first + $0 * rest / first }
  }

  private func becomeMap() {
    guard values == nil else { return }
    values = Self.joined(names.compactMap { fields[$0]?.shape })
    names = []
    fields = [:]
  }

  /// What several shapes are together.
  static func joined(_ shapes: [Shape]) -> Shape {
    let sum = Shape()
    for shape in shapes { sum.join(shape) }
    return sum
  }

  private func join(_ other: Shape) {
    scalars.formUnion(other.scalars)
    if let theirs = other.items {
      let mine = items ?? Shape()
      items = mine
      mine.join(theirs)
    }
    objectCount += other.objectCount
    if values == nil, other.values != nil { becomeMap() }
    if let values {
      values.join(other.values ?? Self.joined(other.names.compactMap { other.fields[$0]?.shape }))
      return
    }
    for name in other.names {
      guard let theirs = other.fields[name] else { continue }
      let known = fields[name]
      if known == nil { names.append(name) }
      let mine = known?.shape ?? Shape()
      mine.join(theirs.shape)
      fields[name] = (mine, (known?.count ?? 0) + theirs.count)
    }
  }
}

extension JSONNumber {
  /// Whether Lua reads it as an integer: it has 64 bits, no fraction and no exponent.
  fileprivate var isIntegerInLua: Bool { int64 != nil && !text.contains { ".eE".contains($0) } }
}
