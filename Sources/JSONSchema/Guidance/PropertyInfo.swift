/// What a schema says about a property, so that a person can be asked for it.
public struct PropertyInfo: Sendable {
  /// Where the property is, or is missing.
  public let location: JSONPointer
  /// Its name.
  public let name: String
  /// Its title for people.
  public let title: String?
  /// What it is for.
  public let description: String?
  /// The value that it has where none is given.
  public let defaultValue: JSONValue?
  /// The names of the types that it may have; empty where any will do.
  public let types: [String]
  /// The values that it may have, where these are listed.
  public let allowedValues: [JSONValue]
  /// Its `format`.
  public let format: String?
  /// Values that show what is meant.
  public let examples: [JSONValue]
  /// Whether the value is never to be shown: `format` is `password`, or `writeOnly` is true.
  public let isSecret: Bool
}

extension Schema {
  /// What the schema says about a property of the object at a location; nil where it says nothing.
  public func property(_ name: String, at location: JSONPointer, in instance: JSONValue) -> PropertyInfo? {
    let walk = SchemaWalk(schema: self)
    let parents = walk.nodes(at: location, in: instance, .all)
    let value = location.resolve(in: instance)?[name]
    let nodes = walk.inPlace(walk.step(parents, token: name), value, .all).map { program.nodes[$0] }
    return nodes.isEmpty ? nil : info(name, location.appending(name), nodes)
  }

  /// The required properties that are missing anywhere in a value, with what the schema says about each.
  public func missingProperties(in instance: JSONValue) -> [PropertyInfo] {
    var seen: Set<JSONPointer> = []
    var missing: [PropertyInfo] = []
    for fault in validate(instance).faults where fault.keyword == "required" {
      let walk = SchemaWalk(schema: self)
      let value = fault.instanceLocation.resolve(in: instance)
      for node in walk.nodes(at: fault.instanceLocation, in: instance, .all) {
        for case .required(let names) in program.nodes[node].forObjects.map(\.rule) {
          for name in names.map(\.text) where value?[name] == nil {
            let location = fault.instanceLocation.appending(name)
            guard fault.message.contains("“\(name)”"), seen.insert(location).inserted else { continue }
            missing.append(property(name, at: fault.instanceLocation, in: instance) ?? info(name, location, []))
          }
        }
      }
    }
    return missing
  }

  /// The names that the schema knows for the object at a location, in its order.
  public func propertyNames(at location: JSONPointer, in instance: JSONValue) -> [String] {
    var seen: Set<String> = []
    var names: [String] = []
    for node in SchemaWalk(schema: self).nodes(at: location, in: instance, .all) {
      for case .properties(let rule) in program.nodes[node].forObjects.map(\.rule) {
        names += rule.properties.entries.map(\.name).filter { seen.insert($0).inserted }
      }
    }
    return names
  }

  private func info(_ name: String, _ location: JSONPointer, _ nodes: [Node]) -> PropertyInfo {
    func first(_ keyword: String) -> JSONValue? { nodes.lazy.compactMap { $0.annotation(keyword) }.first }
    let types = nodes.lazy.compactMap(\.types).first?.names ?? []
    var allowed: [JSONValue] = []
    for rule in nodes.flatMap(\.forAny).map(\.rule) {
      switch rule {
      case .enumeration(let rule) where allowed.isEmpty: allowed = rule.values
      case .constant(let rule) where allowed.isEmpty: allowed = [rule.value]
      default: break
      }
    }
    return PropertyInfo(
      location: location, name: name, title: first("title")?.stringValue,
      description: first("description")?.stringValue, defaultValue: first("default"), types: types,
      allowedValues: allowed, format: first("format")?.stringValue, examples: first("examples")?.arrayValue ?? [],
      isSecret: nodes.contains { $0.isSecret })
  }
}
