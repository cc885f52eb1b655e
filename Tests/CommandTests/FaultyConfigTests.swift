import TestSupport
import Testing

/// What a user sees for a config that does not fit its schema.
@Suite(.timeLimit(.minutes(5)))
struct FaultyConfigTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var schema: String
    var config: [String]
    /// Each must stand in the message: where, what was expected, what was found.
    var says: [String]
    /// What must not.
    var hides: [String] = []

    init(_ description: String, _ schema: String, _ config: [String], says: [String], hides: [String] = []) {
      testDescription = description
      self.schema = schema
      self.config = config
      self.says = says
      self.hides = hides
    }
  }

  static let faults = [
    Fault("missing", #"{"required": ["api_key"]}"#, [], says: ["api_key", "-c api_key="]),
    Fault(
      "neither form",
      #"{"anyOf": [{"required": ["key", "secret"]}, {"required": ["profile"]}], "properties": {"key": {"title": "Key ID"}}}"#,
      [], says: ["“key” (Key ID) and “secret”, or “profile”"]),
    Fault(
      "closest form", #"{"anyOf": [{"required": ["a"]}, {"maxProperties": 1, "required": ["b"]}]}"#, ["c=1", "d=2"],
      says: ["of the form that is closest: “a” is missing"]),
    Fault("two missing", #"{"required": ["api_key", "region"]}"#, [], says: ["api_key", "region"]),
    Fault(
      "misspelt", #"{"properties": {"region": {}}, "additionalProperties": false}"#, ["regoin=x"],
      says: ["regoin", "region"]),
    Fault(
      "not a number", #"{"properties": {"count": {"type": "integer"}}}"#, ["count=many"],
      says: ["count", "whole number", "many"]),
    Fault(
      "not whole", #"{"properties": {"count": {"type": "integer"}}}"#, ["count=1.5"],
      says: ["count", "whole number", "1.5"]),
    Fault("too small", #"{"properties": {"count": {"minimum": 1}}}"#, ["count=0"], says: ["count", "at least 1", "0"]),
    Fault(
      "too large", #"{"properties": {"count": {"maximum": 9}}}"#, ["count=10"], says: ["count", "at most 9", "10"]),
    Fault(
      "not above", #"{"properties": {"wait": {"exclusiveMinimum": 0}}}"#, ["wait=0"], says: ["wait", "more than 0"]),
    Fault(
      "no multiple", #"{"properties": {"port": {"multipleOf": 10}}}"#, ["port=15"],
      says: ["port", "multiple of 10", "15"]),
    Fault(
      "not a flag", #"{"properties": {"verify": {"type": "boolean"}}}"#, ["verify=maybe"],
      says: ["verify", "true or false", "maybe"]),
    Fault(
      "not one of a list", #"{"properties": {"region": {"enum": ["eu-west-1", "us-east-1"]}}}"#, ["region=eu-west-2"],
      says: ["region", "eu-west-1", "us-east-1", "eu-west-2"]),
    Fault(
      "not the constant", #"{"properties": {"version": {"const": 2}}}"#, ["version=3"], says: ["version", "must be 2"]),
    Fault(
      "not like the pattern", #"{"properties": {"account": {"type": "string", "pattern": "^[0-9]{12}$"}}}"#,
      ["account=12"], says: ["account", "^[0-9]{12}$", "12"]),
    Fault(
      "too short", #"{"properties": {"name": {"type": "string", "minLength": 3}}}"#, ["name=ab"],
      says: ["name", "at least 3 characters"]),
    Fault(
      "too long", #"{"properties": {"name": {"type": "string", "maxLength": 3}}}"#, ["name=abcd"],
      says: ["name", "at most 3 characters"]),
    Fault(
      "an item of a list", #"{"properties": {"urls": {"type": "array", "items": {"pattern": "^https:"}}}}"#,
      [#"urls=["https://a", "ftp://b"]"#], says: ["urls[1]", "^https:", "ftp://b"]),
    Fault(
      "too few items", #"{"properties": {"urls": {"type": "array", "minItems": 1}}}"#, ["urls=[]"],
      says: ["urls", "at least 1 item"]),
    Fault(
      "an item twice", #"{"properties": {"urls": {"type": "array", "uniqueItems": true}}}"#, [#"urls=["a", "a"]"#],
      says: ["urls", "1 and 2"]),
    Fault(
      "deep inside", #"{"properties": {"account": {"properties": {"id": {"type": "integer"}}}}}"#, ["account.id=x"],
      says: ["account.id", "whole number"]),
    Fault(
      "one needs another", #"{"dependentRequired": {"user": ["password"]}}"#, ["user=x"], says: ["password", "user"]),
    Fault(
      "a secret", #"{"properties": {"token": {"type": "string", "format": "password", "pattern": "^ghp_"}}}"#,
      ["token=hush-hush-hush"], says: ["token", "^ghp_"], hides: ["hush"]),
  ]

  @Test(arguments: faults)
  func saysWhereWhatAndWhy(_ fault: Fault) async throws {
    let fixture = Fixture(schema: fault.schema)
    let outcome = try await withTemporaryDirectory { folder in
      try folder.write(fixture.files)
      return try await Luahost.run(
        ["run", "integrations/sample"] + fault.config.flatMap { ["-c", $0] }, in: folder)
    }
    #expect(outcome.code == 65)
    #expect(outcome.output == "")
    for part in fault.says + ["sample", "does not fit its schema"] {
      #expect(outcome.errors.contains(part), "\(part) is missing in:\n\(outcome.errors)")
    }
    for part in fault.hides { #expect(!outcome.errors.contains(part)) }
  }

  /// All faults are told, not the first alone.
  @Test func tellsAllFaults() async throws {
    let fixture = Fixture(schema: #"{"properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}}"#)
    let outcome = try await fixture.run("-c", "a=x", "-c", "b=y")
    #expect(outcome.errors.contains("a: "))
    #expect(outcome.errors.contains("b: "))
  }
}
