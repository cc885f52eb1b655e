/// Validates schemas against the meta-schema of their draft.
enum MetaSchemaCheck {
  private static let schemas: [Dialect: Schema] = {
    var schemas: [Dialect: Schema] = [:]
    for dialect in Dialect.allCases {
      guard let document = MetaSchemas.document(dialect.rawValue) else { continue }
      schemas[dialect] = try? Schema(document, options: Schema.Options(checksMetaSchema: false))
    }
    return schemas
  }()

  static func check(_ document: JSONValue, options: Schema.Options) throws(SchemaError) {
    guard let schema = try metaSchema(of: document, options: options) else { return }
    let validation = schema.validate(document)
    guard let first = validation.faults.first, !validation.isValid else { return }
    throw SchemaError(
      .invalidSchema, at: "#" + first.instanceLocation.description,
      "The schema breaks the rules of its meta-schema: \(first.message)", faults: validation.faults)
  }

  private static func metaSchema(of document: JSONValue, options: Schema.Options) throws(SchemaError) -> Schema? {
    guard case .string(let uri)? = document["$schema"] else { return schemas[options.defaultDialect] }
    if let dialect = Dialect(uri: uri) { return schemas[dialect] }
    let key = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let custom = options.documents[key] ?? options.documents[key + "#"] else { return nil }
    var inner = options
    inner.checksMetaSchema = false
    inner.baseURI = key
    return try Schema(custom, options: inner)
  }
}
