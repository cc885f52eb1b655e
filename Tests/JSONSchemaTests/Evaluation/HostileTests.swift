import JSONSchema
import Testing

/// Schemas and documents that are made to hold up or to break their reader.
@Suite struct HostileTests {
  let clock = ContinuousClock()

  @Test func survivesNestedQuantifiers() throws {
    let schema = try Schema(["pattern": "(a+)+$"])
    let text = JSONValue.string(String(repeating: "a", count: 50_000) + "!")
    let time = clock.measure { #expect(!schema.isValid(text)) }
    #expect(time < .seconds(2))
  }

  @Test func refusesAHundredThousandLevels() {
    let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    #expect { try JSONValue(parsing: text) } throws: { ($0 as? JSONParseError)?.code == .tooDeep }
    #expect { try JSONValue(parsing: text, maximumDepth: .max) } throws: { ($0 as? JSONParseError)?.code == .tooDeep }
    #expect { try Schema(parsing: #"{"not":"# + text + "}") } throws: { ($0 as? SchemaError)?.code == .invalidJSON }
  }

  @Test func validatesTheDeepestDocument() throws {
    let schema = try Schema(["type": "array", "items": ["$ref": "#"]])
    let levels = 512
    let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    #expect(schema.isValid(try JSONValue(parsing: text)))
  }

  @Test(
    arguments: [
      ["$ref": "#"], ["allOf": [["$ref": "#"]]], ["$dynamicRef": "#a", "$dynamicAnchor": "a"],
      ["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["$ref": "#/$defs/a"]]],
      ["not": ["not": ["$ref": "#"]]],
    ] as [JSONValue])
  func endsALoopOfReferences(_ document: JSONValue) throws {
    let validation = try Schema(document).validate(1)
    #expect(!validation.isValid)
    #expect(validation.faults.first?.message.contains("a reference leads back to itself") == true)
    #expect(validation.faults.count == 1)
  }

  @Test func givesUpWhereReferencesMultiply() throws {
    var definitions: JSONObject = ["a40": ["type": "integer"]]
    for level in 0..<40 {
      let next: JSONValue = ["$ref": .string("#/$defs/a\(level + 1)")]
      definitions["a\(level)"] = ["allOf": [next, next]]
    }
    let options = Schema.Options(limits: Schema.Limits(evaluations: 200_000))
    let schema = try Schema(["$ref": "#/$defs/a0", "$defs": .object(definitions)], options: options)
    #expect(schema.validate(1).faults.first?.message.contains("was given up") == true)
  }

  @Test func searchesAMegabyteOfValuesQuickly() throws {
    let values = (0..<50_000).map { JSONValue.string("value number \($0)") }
    let document: JSONValue = ["enum": .array(values)]
    #expect(document.serialized().count > 1_000_000)
    var schema: Schema?
    let compile = try clock.measure { schema = try Schema(document) }
    #expect(compile < .seconds(10))
    let compiled = try #require(schema)
    let time = clock.measure {
      for index in 0..<1_000 { #expect(compiled.isValid(.string("value number \(index * 49)"))) }
      #expect(!compiled.isValid("absent"))
    }
    #expect(time < .seconds(2))
  }

  @Test func findsARepetitionInALongArrayQuickly() throws {
    let schema = try Schema(["uniqueItems": true])
    let items = (0..<50_000).map { JSONValue.array([.number(JSONNumber($0))]) }
    let time = clock.measure {
      #expect(schema.isValid(.array(items)))
      #expect(!schema.isValid(.array(items + [[7.0]])))
    }
    #expect(time < .seconds(5))
  }

  @Test func comparesHugeNumbersQuickly() throws {
    let schema = try Schema(["multipleOf": 0.01, "maximum": 1e300])
    let huge = try JSONValue(parsing: "1e999999999")
    let deep = try JSONValue(parsing: "-1e999999999999999999999")
    let long = try JSONValue(parsing: String(repeating: "9", count: 100_000))
    let time = clock.measure {
      #expect(!schema.isValid(huge))
      #expect(schema.isValid(deep))
      #expect(!schema.isValid(long))
    }
    #expect(time < .seconds(2))
  }
}
