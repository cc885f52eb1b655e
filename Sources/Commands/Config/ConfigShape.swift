import Integrations
import JSONSchema

/// Turns the text of `-c key=value` into the type that the schema asks for.
struct ConfigShape {
  let schema: JSONValue

  /// The config with a value set; `key` may be a path, `account.region`.
  func setting(_ key: String, to text: String, in config: JSONValue) throws(IntegrationError) -> JSONValue {
    let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return try set(path[...], of: key, to: text, in: config, schema: schema)
  }

  private func set(
    _ path: ArraySlice<String>, of key: String, to text: String, in value: JSONValue, schema: JSONValue?
  ) throws(IntegrationError) -> JSONValue {
    guard let name = path.first else { return typed(text, schema: schema, current: value) }
    guard var object = value.objectValue ?? (value == .null ? [:] : nil) else {
      throw IntegrationError(
        code: .badConfig, message: "-c \(key)=… cannot be set: what is before '.\(name)' is not an object.")
    }
    let property = schema?["properties"]?[name] ?? schema?["additionalProperties"]
    object[name] = try set(path.dropFirst(), of: key, to: text, in: object[name] ?? .null, schema: property)
    return .object(object)
  }

  /// A string where the schema wants one; else JSON where the text is JSON; a plain text added to a list.
  private func typed(_ text: String, schema: JSONValue?, current: JSONValue) -> JSONValue {
    let types = Self.types(of: schema)
    let json = try? JSONValue(parsing: text)
    if types == ["string"] { return .string(text) }
    if types.contains("array") {
      if case .array(let items)? = json { return .array(items) }
      let item = typed(text, schema: schema?["items"], current: .null)
      return .array((current.arrayValue ?? []) + [item])
    }
    guard let json else { return .string(text) }
    switch json {
    case .string: return types.isEmpty || types.contains("string") ? .string(text) : json
    default: return json
    }
  }

  private static func types(of schema: JSONValue?) -> [String] {
    switch schema?["type"] {
    case .string(let name)?: [name]
    case .array(let names)?: names.compactMap(\.stringValue)
    default: []
    }
  }
}
