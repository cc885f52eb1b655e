import Integrations
import JSONSchema

/// A config that a test gives, checked against the integration's schema as any other, with its defaults filled in.
struct TestConfig {
  let value: JSONValue
  /// Texts of values that the schema calls secret.
  let secrets: [String]

  /// - Parameter live: values that take the place of the test's, when it runs against the network.
  /// - Throws: every fault of the config, in the schema's words.
  init(_ given: JSONValue?, live: JSONObject, for entry: CatalogueEntry) throws(IntegrationError) {
    let schema: Schema
    do throws(SchemaError) {
      schema = try Schema(entry.schema, options: Schema.Options(checksMetaSchema: false))
    } catch {
      throw IntegrationError(code: .badData, message: "the schema of '\(entry.name)' is wrong: \(error)")
    }
    var object = JSONObject()
    if case .object(let members)? = given { object = members }
    for (key, value) in live { object[key] = value }
    let value = schema.applyingDefaults(to: .object(object))
    let faults = schema.validate(value).faults
    secrets = schema.secretTexts(in: value)
    self.value = value
    guard faults.isEmpty else {
      let mask = SecretMask(secrets)
      let lines = faults.map { fault in
        "\n  - \(fault.path.isEmpty ? "" : "\(fault.path): ")\(mask.apply(to: fault.message))"
      }
      throw IntegrationError(
        code: .badConfig, message: "the config does not fit the schema of '\(entry.name)':\(lines.joined())")
    }
  }
}
