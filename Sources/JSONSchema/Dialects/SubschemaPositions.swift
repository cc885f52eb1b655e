/// Where a schema has schemas inside it.
enum SubschemaPositions {
  enum Shape {
    case schema
    case list
    case map
    case schemaOrList
    /// `dependencies`: a map of schemas and of lists of names.
    case mixedMap
  }

  static func shape(of keyword: String, in dialect: Dialect) -> Shape? {
    switch keyword {
    case "additionalProperties", "not": .schema
    case "properties", "patternProperties", "definitions": .map
    case "allOf", "anyOf", "oneOf": .list
    case "dependencies": .mixedMap
    case "items": dialect == .draft2020 ? .schema : .schemaOrList
    case "additionalItems": dialect <= .draft2019 ? .schema : nil
    case "contains", "propertyNames": dialect >= .draft6 ? .schema : nil
    case "if", "then", "else": dialect >= .draft7 ? .schema : nil
    case "unevaluatedItems", "unevaluatedProperties", "contentSchema": dialect >= .draft2019 ? .schema : nil
    case "$defs", "dependentSchemas": dialect >= .draft2019 ? .map : nil
    case "prefixItems": dialect >= .draft2020 ? .list : nil
    default: nil
    }
  }

  /// Calls back for each schema right inside a schema, with the tokens that lead to it.
  static func forEach(
    in schema: JSONObject, dialect: Dialect,
    _ body: (_ tokens: [String], _ value: JSONValue) throws(SchemaError) -> Void
  ) throws(SchemaError) {
    for (keyword, value) in schema {
      guard let shape = shape(of: keyword, in: dialect) else { continue }
      switch (shape, value) {
      case (.schema, _): try body([keyword], value)
      case (.list, .array(let items)), (.schemaOrList, .array(let items)):
        for (index, item) in items.enumerated() { try body([keyword, String(index)], item) }
      case (.schemaOrList, _): try body([keyword], value)
      case (.map, .object(let members)):
        for (name, member) in members { try body([keyword, name], member) }
      case (.mixedMap, .object(let members)):
        for (name, member) in members where member.arrayValue == nil { try body([keyword, name], member) }
      default: break
      }
    }
  }
}
