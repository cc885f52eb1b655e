import JSONSchema

/// Turns the JSON Schema of a config into types. References within the document are followed; others are `any`.
struct SchemaTypes {
  /// A property of an object with what the schema says of it.
  struct Property {
    var name: String
    var schema: JSONValue
    /// Whether it is always there: required, or with a default.
    var isCertain: Bool
  }

  private let document: JSONValue
  private(set) var classes = ClassList()
  /// The classes of what references lead to: a reference may lead back to where it stands.
  private var referenced: [String: String] = [:]
  private static let deepest = 16
  private static let mostLiterals = 50

  init(_ document: JSONValue) { self.document = document }

  // MARK: Properties

  /// The properties of the config itself, through references, `allOf`, branches and conditions.
  func properties() -> [Property] { properties(of: document) }

  private func properties(of schema: JSONValue) -> [Property] {
    var found: [Property] = []
    var places: [String: Int] = [:]
    var required: Set<String> = []
    collect(schema, certain: true, seen: [], depth: 0) { part, certain in
      for (name, value) in part["properties"]?.objectValue ?? [:] {
        if places[name] == nil {
          places[name] = found.count
          found.append(Property(name: name, schema: value, isCertain: false))
        }
      }
      if certain { required.formUnion((part["required"]?.arrayValue ?? []).compactMap(\.stringValue)) }
    }
    for index in found.indices {
      let hasDefault = resolved(found[index].schema)["default"] != nil
      found[index].isCertain = hasDefault || required.contains(found[index].name)
    }
    return found
  }

  /// Shows every schema that speaks of the same value.
  private func collect(
    _ schema: JSONValue, certain: Bool, seen: Set<String>, depth: Int, _ body: (JSONValue, Bool) -> Void
  ) {
    guard depth < Self.deepest else { return }
    body(schema, certain)
    if let reference = schema["$ref"]?.stringValue, !seen.contains(reference), let target = target(of: reference) {
      collect(target, certain: certain, seen: seen.union([reference]), depth: depth + 1, body)
    }
    for part in schema["allOf"]?.arrayValue ?? [] {
      collect(part, certain: certain, seen: seen, depth: depth + 1, body)
    }
    for keyword in ["anyOf", "oneOf"] {
      for part in schema[keyword]?.arrayValue ?? [] {
        collect(part, certain: false, seen: seen, depth: depth + 1, body)
      }
    }
    let conditional = ["if", "then", "else"].compactMap { schema[$0] }
    let dependent = (schema["dependentSchemas"]?.objectValue ?? [:]).map(\.value)
    for part in conditional + dependent { collect(part, certain: false, seen: seen, depth: depth + 1, body) }
  }

  // MARK: References

  private func target(of reference: String) -> JSONValue? {
    guard reference.hasPrefix("#") else { return nil }
    guard let pointer = JSONPointer(String(reference.dropFirst())) else { return nil }
    return pointer.resolve(in: document)
  }

  /// What a schema says with what its references say.
  func resolved(_ schema: JSONValue) -> JSONValue {
    guard case .object(var object) = schema else { return schema }
    var seen: Set<String> = []
    var next = schema["$ref"]?.stringValue
    while let reference = next, seen.insert(reference).inserted, let target = target(of: reference) {
      for (key, value) in target.objectValue ?? [:] where object[key] == nil { object[key] = value }
      next = target["$ref"]?.stringValue
    }
    return .object(object)
  }

  // MARK: Types

  /// The type of a schema, with the classes that it takes.
  /// - Parameter name: that of its class, where it is an object with properties.
  mutating func type(of schema: JSONValue, named name: String, depth: Int = 0) -> String {
    guard depth < Self.deepest, case .object(let object) = schema else { return "any" }
    if let reference = object["$ref"]?.stringValue { return type(ofReference: reference, schema, name, depth) }
    if let type = literals(schema) { return type }
    let branches = ["anyOf", "oneOf"].flatMap { schema[$0]?.arrayValue ?? [] }
    let types = branches.map { type(of: $0, named: name, depth: depth + 1) }.filter { $0 != "any" }
    if !types.isEmpty, types.count == branches.count { return LuaTypeText.union(types) }
    if schema["type"] == nil, let parts = schema["allOf"]?.arrayValue, schema["properties"] == nil {
      let all = parts.map { type(of: $0, named: name, depth: depth + 1) }.filter { $0 != "any" }
      if all.count == 1 { return all[0] }
    }
    return LuaTypeText.union(plainTypes(schema).map { plain($0, schema, name, depth) })
  }

  private mutating func type(
    ofReference reference: String, _ schema: JSONValue, _ name: String, _ depth: Int
  ) -> String {
    guard let target = target(of: reference) else { return "any" }
    if let known = referenced[reference] { return known }
    guard isObject(target) else { return type(of: target, named: name, depth: depth + 1) }
    let last = reference.split(separator: "/").last.map { LuaTypeText.className(String($0), isItem: false) } ?? "Value"
    let root = name.split(separator: ".").prefix(2).joined(separator: ".")
    let claimed = classes.claim("\(root).\(last)")
    referenced[reference] = claimed
    addClass(claimed, target, depth)
    return claimed
  }

  /// `enum` and `const`; nil where there are none, or none that can be written.
  private func literals(_ schema: JSONValue) -> String? {
    let values = schema["enum"]?.arrayValue ?? [schema["const"]].compactMap { $0 }
    guard !values.isEmpty, values.count <= Self.mostLiterals else { return nil }
    var types: [String] = []
    for value in values {
      switch value {
      case .string(let text):
        guard let literal = LuaTypeText.literal(text) else { return nil }
        types.append(literal)
      case .number(let number) where number.int64 != nil: types.append(number.text)
      case .number: types.append("number")
      case .bool(let flag): types.append(flag ? "true" : "false")
      case .null: types.append("json.Null")
      case .array, .object: types.append("table")
      }
    }
    return LuaTypeText.union(types)
  }

  private func plainTypes(_ schema: JSONValue) -> [String] {
    if let name = schema["type"]?.stringValue { return [name] }
    if let names = schema["type"]?.arrayValue { return names.compactMap(\.stringValue) }
    if schema["enum"] != nil || schema["const"] != nil { return ["string"] }
    return isObject(schema) ? ["object"] : schema["items"] != nil ? ["array"] : []
  }

  private func isObject(_ schema: JSONValue) -> Bool {
    schema["properties"] != nil || schema["type"]?.stringValue == "object"
  }

  private mutating func plain(_ type: String, _ schema: JSONValue, _ name: String, _ depth: Int) -> String {
    switch type {
    case "string", "integer", "number", "boolean": return type
    case "null": return "json.Null"
    case "array":
      guard let items = schema["items"], items.objectValue != nil, schema["prefixItems"] == nil else { return "any[]" }
      return LuaTypeText.list(of: self.type(of: items, named: Self.singular(name), depth: depth + 1))
    case "object":
      if !properties(of: schema).isEmpty {
        let claimed = classes.claim(name)
        addClass(claimed, schema, depth)
        return claimed
      }
      if let values = schema["additionalProperties"], values.objectValue != nil {
        return "table<string, \(self.type(of: values, named: Self.singular(name), depth: depth + 1))>"
      }
      return "table"
    default: return "any"
    }
  }

  private static func singular(_ name: String) -> String {
    var parts = name.split(separator: ".").map(String.init)
    if let last = parts.popLast() { parts.append(LuaTypeText.className(last, isItem: true)) }
    return parts.joined(separator: ".")
  }

  private mutating func addClass(_ name: String, _ schema: JSONValue, _ depth: Int) {
    let fields = properties(of: schema).map { field($0, in: name, depth: depth + 1) }
    classes.add(name, fields, summary: LuaTypeText.comment(schema["description"]?.stringValue ?? ""))
  }

  /// A property as a field of a class.
  mutating func field(_ property: Property, in name: String, depth: Int = 0) -> ClassList.Field {
    let inner = "\(name).\(LuaTypeText.className(property.name, isItem: false))"
    let type = type(of: property.schema, named: inner, depth: depth)
    return ClassList.Field(
      key: property.name, type: type, isOptional: !property.isCertain, comment: comment(on: property.schema))
  }

  /// The title, the description, and the default of a property that is no secret.
  private func comment(on schema: JSONValue) -> String {
    let schema = resolved(schema)
    let title = LuaTypeText.line(schema["title"]?.stringValue ?? "")
    let description = LuaTypeText.line(schema["description"]?.stringValue ?? "")
    var text = title
    if !description.isEmpty { text += (title.isEmpty ? "" : title.hasSuffix(".") ? " " : ": ") + description }
    let isSecret = schema["format"]?.stringValue == "password" || schema["writeOnly"]?.boolValue == true
    if isSecret {
      text += " (secret)"
    } else if let value = schema["default"] {
      text += " (default \(String(decoding: value.serialized(), as: UTF8.self)))"
    }
    return LuaTypeText.comment(text)
  }
}
