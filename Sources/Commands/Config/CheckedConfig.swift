import Integrations
import JSONSchema

/// A config that fits its schema, with defaults filled in and references resolved.
struct CheckedConfig {
  let value: JSONValue
  /// Texts of values that the schema calls secret.
  let secrets: [String]

  /// Reads, resolves and validates; on a terminal, asks for required values that are missing.
  /// - Parameter answers: a config of before, which gives what is missing; nobody is asked then.
  /// - Throws: ``IntegrationError`` with every fault of the config.
  init(_ source: ConfigSource, for entry: CatalogueEntry, answers: JSONValue? = nil) throws(IntegrationError) {
    let schema = try Self.compile(entry)
    var value = try source.file.map { path throws(IntegrationError) in try ConfigFile.read(path) } ?? .object([:])
    let shape = ConfigShape(schema: entry.schema)
    for (key, text) in source.values { value = try shape.setting(key, to: text, in: value) }
    value = try ConfigReferences.resolve(value)
    value = schema.applyingDefaults(to: value)
    // With the config on stdin, answers cannot come from there.
    if let answers {
      value = Self.complete(value, with: answers, schema)
    } else if source.file != "-", let prompt = ConfigPrompt(schema) {
      value = prompt.complete(value)
    }
    let faults = schema.validate(value).faults
    secrets = schema.secretTexts(in: value)
    self.value = value
    if !faults.isEmpty { throw Self.complaint(faults, schema: schema, value: value, entry: entry, secrets: secrets) }
  }

  private static func complete(_ config: JSONValue, with answers: JSONValue, _ schema: Schema) -> JSONValue {
    var config = config
    for missing in schema.missingProperties(in: config) {
      guard let answer = missing.location.resolve(in: answers) else { continue }
      config = schema.applyingDefaults(to: config.setting(answer, at: missing.location.tokens[...]))
    }
    return config
  }

  private static func compile(_ entry: CatalogueEntry) throws(IntegrationError) -> Schema {
    do throws(SchemaError) {
      // `luahost check` holds schemas against their meta-schema; compiling that would double the start-up time of a run.
      return try Schema(entry.schema, options: Schema.Options(checksMetaSchema: false))
    } catch {
      throw IntegrationError(
        code: .badData, message: "The schema of '\(entry.name)' is wrong: \(error)",
        location: SourceLocation(file: Catalogue.fileName))
    }
  }

  private static func complaint(
    _ faults: [Fault], schema: Schema, value: JSONValue, entry: CatalogueEntry, secrets: [String]
  ) -> IntegrationError {
    let lines = faults.map { fault in
      let place = fault.path.isEmpty ? "" : "\(fault.path): "
      let closest = fault.causes.map {
        "\n      of the form that is closest: \(SecretText.hide(secrets, in: $0.description))"
      }
      return "\n  - \(place)\(SecretText.hide(secrets, in: fault.message))\(closest.joined())"
    }
    let missing = schema.missingProperties(in: value).first
    return IntegrationError(
      code: .badConfig,
      message: "The config of '\(entry.name)' does not fit its schema:\(lines.joined())",
      hint: missing.map { "Give it with -c \($0.name)=…, or in a file with --config." })
  }
}
