/// A compiled JSON Schema: compile once, validate many.
///
/// Drafts 4, 6, 7, 2019-09 and 2020-12 are known, chosen by `$schema`. Nothing is ever fetched: other documents are
/// given with the options, and the meta-schemas are built in.
///
/// ```swift
/// let schema = try Schema(["type": "object", "required": ["api_key"]])
/// let validation = schema.validate(["api_kee": "x"])
/// for fault in validation.faults { print(fault.path, fault.message) }
/// ```
public struct Schema: Sendable {
  let program: Program
  let options: Options
  /// The document that was compiled.
  public let document: JSONValue

  /// Compiles a schema.
  ///
  /// - Throws: what is wrong with the schema, or what it refers to and is not known.
  public init(_ document: JSONValue, options: Options = Options()) throws(SchemaError) {
    if options.checksMetaSchema { try MetaSchemaCheck.check(document, options: options) }
    var compiler = Compiler(options: options)
    program = try compiler.compile(document)
    self.options = options
    self.document = document
  }

  /// Reads a schema from JSON text and compiles it.
  ///
  /// - Throws: what is wrong with the JSON or the schema.
  public init(parsing bytes: some Collection<UInt8>, options: Options = Options()) throws(SchemaError) {
    try self.init(Self.parse { () throws(JSONParseError) in try JSONValue(parsing: bytes) }, options: options)
  }

  /// Reads a schema from JSON text and compiles it.
  ///
  /// - Throws: what is wrong with the JSON or the schema.
  public init(parsing text: String, options: Options = Options()) throws(SchemaError) {
    try self.init(parsing: text.utf8, options: options)
  }

  private static func parse(_ parse: () throws(JSONParseError) -> JSONValue) throws(SchemaError) -> JSONValue {
    do {
      return try parse()
    } catch {
      throw SchemaError(.invalidJSON, at: "", "The schema cannot be read. \(error.description)")
    }
  }
}

extension Schema {
  /// How a schema is compiled and what bounds its use.
  public struct Options: Sendable {
    /// The version of a schema without `$schema`.
    public var defaultDialect: Dialect
    /// Other documents that references may lead to, and custom meta-schemas, by URI.
    public var documents: [String: JSONValue]
    /// The URI of the schema where it has no `$id` of its own; references are resolved against it.
    public var baseURI: String
    /// Whether `format` is checked; otherwise it only describes, as the specification has it.
    public var assertsFormat: Bool
    /// Whether draft 7's `contentEncoding` and `contentMediaType` are checked.
    public var assertsContent: Bool
    /// Whether the schema is validated against its meta-schema first.
    public var checksMetaSchema: Bool
    /// What bounds a validation.
    public var limits: Limits

    /// Makes options; the defaults are those of the specification.
    public init(
      defaultDialect: Dialect = .draft2020, documents: [String: JSONValue] = [:], baseURI: String = "",
      assertsFormat: Bool = false, assertsContent: Bool = false, checksMetaSchema: Bool = true,
      limits: Limits = Limits()
    ) {
      self.defaultDialect = defaultDialect
      self.documents = documents
      self.baseURI = baseURI
      self.assertsFormat = assertsFormat
      self.assertsContent = assertsContent
      self.checksMetaSchema = checksMetaSchema
      self.limits = limits
    }
  }

  /// What bounds a validation, so that no schema and no document holds up its caller.
  public struct Limits: Sendable {
    /// How deep schemas may apply schemas; a reference that leads to itself ends here. A level takes up to 4 KiB of
    /// stack in a debug build and 1 KiB in a release build.
    public var recursionDepth: Int
    /// How many steps one match of a regular expression may take.
    public var regexSteps: Int
    /// How many schemas one validation may apply.
    public var evaluations: Int

    /// Makes limits.
    public init(recursionDepth: Int = 1200, regexSteps: Int = 10_000_000, evaluations: Int = 20_000_000) {
      self.recursionDepth = recursionDepth
      self.regexSteps = regexSteps
      self.evaluations = evaluations
    }
  }
}
