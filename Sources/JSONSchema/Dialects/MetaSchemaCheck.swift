/// Validates schemas against the meta-schema of their draft.
enum MetaSchemaCheck {
  // One each, so that a program pays for the drafts that it meets.
  private static let draft4 = compile(.draft4)
  private static let draft6 = compile(.draft6)
  private static let draft7 = compile(.draft7)
  private static let draft2019 = compile(.draft2019)
  private static let draft2020 = compile(.draft2020)

  private static func compile(_ dialect: Dialect) -> Schema? {
    MetaSchemas.document(dialect.rawValue).flatMap { document in
      try? Schema(document, options: Schema.Options(checksMetaSchema: false))
    }
  }

  private static func schema(of dialect: Dialect) -> Schema? {
    switch dialect {
    case .draft4: draft4
    case .draft6: draft6
    case .draft7: draft7
    case .draft2019: draft2019
    case .draft2020: draft2020
    }
  }

  static func check(_ document: JSONValue, options: Schema.Options) throws(SchemaError) {
    guard let schema = try metaSchema(of: document, options: options) else { return }
    let validation = schema.validate(document)
    guard let first = validation.faults.first, !validation.isValid else { return }
    throw SchemaError(
      .invalidSchema, at: "#" + first.instanceLocation.description,
      "The schema breaks the rules of its meta-schema: \(first.message)", faults: validation.faults)
  }

  private static func metaSchema(of document: JSONValue, options: Schema.Options) throws(SchemaError) -> Schema? {
    guard case .string(let uri)? = document["$schema"] else {
      return schema(of: options.defaultDialect)
    }
    if let dialect = Dialect(uri: uri) { return schema(of: dialect) }
    let key = uri.hasSuffix("#") ? String(uri.dropLast()) : uri
    guard let custom = options.documents[key] ?? options.documents[key + "#"] else { return nil }
    var inner = options
    inner.checksMetaSchema = false
    inner.baseURI = key
    return try Schema(custom, options: inner)
  }
}
