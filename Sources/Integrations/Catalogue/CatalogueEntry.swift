package import JSONSchema

/// An integration as `integrations.json` describes it.
package struct CatalogueEntry: Sendable {
  /// Equal to the folder's name and to `runner{ name = … }`.
  package var name: String
  package var title: String
  package var description: String
  package var isEnabled: Bool
  /// The JSON Schema of the config.
  package var schema: JSONValue
  /// A cron expression that deployments start with.
  package var schedule: String?
  package var permissions: JSONValue?
  package var limits: JSONValue?
}

extension CatalogueEntry {
  /// Whether a text may name an integration or a task: `[a-z][a-z0-9_]*`.
  package static func isName(_ text: String) -> Bool { DeclarationReader.isName(text) }

  private static let keys = [
    "name", "title", "description", "enabled", "schema", "schedule", "permissions", "limits", "$schema",
  ]

  /// Reads the entry at `index` of the catalogue.
  init(_ value: JSONValue, at index: Int) throws(IntegrationError) {
    guard case .object(let object) = value else {
      throw Self.fault("entry \(index + 1) must be an object with name, title, description, enabled and schema.")
    }
    let label = object["name"]?.stringValue.map { "'\($0)'" } ?? "number \(index + 1)"
    for key in object.keys where !Self.keys.contains(key) {
      let hint = Suggestion.nearest(to: key, in: Self.keys).map { " Did you mean \"\($0)\"?" } ?? ""
      throw Self.fault("entry \(label) has the unknown key \"\(key)\".\(hint)")
    }
    func text(_ key: String) throws(IntegrationError) -> String? {
      guard let value = object[key] else { return nil }
      guard let text = value.stringValue else {
        throw Self.fault("entry \(label): \"\(key)\" must be a string.")
      }
      return text
    }
    guard let name = try text("name"), !name.isEmpty else {
      throw Self.fault("entry \(label) has no \"name\"; it must be the folder's name under integrations/.")
    }
    guard DeclarationReader.isName(name) else {
      throw Self.fault("entry \(label): \"name\" must start with a lower-case letter and hold only a-z, 0-9 and _.")
    }
    self.name = name
    title = try text("title") ?? name
    description = try text("description") ?? ""
    switch object["enabled"] {
    case nil: isEnabled = true
    case .bool(let flag)?: isEnabled = flag
    default: throw Self.fault("entry \(label): \"enabled\" must be true or false.")
    }
    schema = object["schema"] ?? .bool(true)
    switch schema {
    case .object, .bool: break
    default: throw Self.fault("entry \(label): \"schema\" must be a JSON Schema, an object.")
    }
    schedule = try text("schedule")
    permissions = object["permissions"]
    limits = object["limits"]
  }

  private static func fault(_ text: String) -> IntegrationError {
    IntegrationError(
      code: .badData, message: "In the catalogue, \(text)", location: SourceLocation(file: Catalogue.fileName))
  }
}
