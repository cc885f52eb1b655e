import JSONSchema
import Testing

@Suite struct SchemaErrorTests {
  @Test(
    arguments: [
      ("{", .invalidJSON), (#"{"type": "strin"}"#, .invalidSchema), (#"{"type": 5}"#, .invalidSchema),
      ("[]", .invalidSchema), ("5", .invalidSchema),
      (##"{"$ref": "#/nowhere"}"##, .unresolvedReference), (#"{"$ref": "https://example.com/"}"#, .unresolvedReference),
      (##"{"$ref": "#anchor"}"##, .unresolvedReference), (#"{"pattern": "("}"#, .invalidRegex),
      (#"{"patternProperties": {"[": true}}"#, .invalidRegex),
      (#"{"$schema": "https://example.com/meta"}"#, .unknownDialect), (#"{"minLength": -1}"#, .invalidSchema),
    ] as [(String, SchemaError.Code)])
  func refuses(_ text: String, _ code: SchemaError.Code) {
    #expect { try Schema(parsing: text) } throws: { ($0 as? SchemaError)?.code == code }
  }

  @Test func refusesAnUnknownVocabulary() {
    let meta: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://example.com/meta",
      "$vocabulary": ["https://example.com/vocabulary": true],
    ]
    let options = Schema.Options(documents: ["https://example.com/meta": meta])
    #expect { try Schema(["$schema": "https://example.com/meta"], options: options) } throws: {
      ($0 as? SchemaError)?.code == .unknownVocabulary
    }
  }

  @Test func saysWhereASchemaIsWrong() throws {
    let error = try #require(throws: SchemaError.self) { try Schema(["properties": ["a": ["minimum": "1"]]]) }
    #expect(error.location == "#/properties/a/minimum")
    #expect(error.description.contains("“minimum” must be a number, but it is the text \"1\"."))
  }

  @Test func findsGivenDocuments() throws {
    let options = Schema.Options(documents: [
      "https://example.com/a.json": ["$defs": ["x": ["$anchor": "y", "type": "integer"]]],
      "file:///b": ["$id": "https://example.com/other", "type": "string"],
    ])
    #expect(try Schema(["$ref": "https://example.com/a.json#y"], options: options).isValid(1))
    #expect(try !Schema(["$ref": "https://example.com/other"], options: options).isValid(1))
  }

  @Test(arguments: Dialect.allCases)
  func compilesItsMetaSchema(_ dialect: Dialect) throws {
    let schema = try Schema(["$ref": .string(dialect.uri)])
    #expect(schema.isValid(["type": "object", "properties": ["a": ["minLength": 1]]]))
    #expect(!schema.isValid(["properties": ["a": ["minLength": "1"]]]))
  }

  @Test func readsAURNAndARelativeBase() throws {
    let schema = try Schema([
      "$id": "urn:uuid:deadbeef-1234-0000-0000-4321feebdaed", "$ref": "#/$defs/a",
      "$defs": [
        "a": ["$id": "https://example.com/x/y", "$ref": "../z"], "b": ["$id": "https://example.com/z", "type": "null"],
      ],
    ])
    #expect(schema.isValid(nil))
    #expect(!schema.isValid(1))
  }
}
