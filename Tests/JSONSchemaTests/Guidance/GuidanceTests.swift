import JSONSchema
import Testing

@Suite struct GuidanceTests {
  static let document: JSONValue = [
    "type": "object",
    "required": ["token", "region", "proxy"],
    "properties": [
      "token": [
        "type": "string", "title": "Token", "description": "From the console.", "format": "password",
        "examples": ["abc"],
      ],
      "region": ["$ref": "#/$defs/region"],
      "retries": ["default": 3],
      "proxy": [
        "type": "object", "default": [:], "required": ["host"],
        "properties": ["host": ["type": "string"], "port": ["default": 8080], "secret": ["writeOnly": true]],
      ],
      "accounts": [
        "type": "array", "items": ["properties": ["role": ["default": "reader"], "key": ["writeOnly": true]]],
      ],
    ],
    "allOf": [["properties": ["verify": ["default": true]]]],
    "if": ["properties": ["kind": ["const": "aws"]], "required": ["kind"]],
    "then": ["properties": ["partition": ["default": "aws"]]],
    "$defs": ["region": ["type": "string", "enum": ["eu", "us"], "default": "eu", "title": "Region"]],
  ]

  @Test func fillsInDefaults() throws {
    let schema = try Schema(Self.document)
    let filled = schema.applyingDefaults(to: ["kind": "aws", "accounts": [["role": "admin"], [:]], "retries": nil])
    #expect(
      filled == [
        "kind": "aws", "accounts": [["role": "admin"], ["role": "reader"]], "retries": nil, "region": "eu",
        "proxy": ["port": 8080], "verify": true, "partition": "aws",
      ])
    #expect(schema.applyingDefaults(to: 5) == 5)
  }

  @Test func endsDefaultsThatNest() throws {
    let schema = try Schema(["properties": ["a": ["$ref": "#", "default": [:]]]])
    #expect(schema.applyingDefaults(to: [:])["a"]?["a"] != nil)
  }

  @Test func findsSecrets() throws {
    let schema = try Schema(Self.document)
    let secrets = schema.secretLocations(in: [
      "token": "t", "proxy": ["secret": "s", "host": "h"], "accounts": [["key": 1], ["role": 2], ["key": 3]],
    ])
    #expect(Set(secrets.map(\.description)) == ["/token", "/proxy/secret", "/accounts/0/key", "/accounts/2/key"])
  }

  @Test func describesWhatIsMissing() throws {
    let schema = try Schema(Self.document)
    let missing = schema.missingProperties(in: ["proxy": [:]])
    #expect(Set(missing.map(\.location.description)) == ["/token", "/region", "/proxy/host"])
    let token = try #require(missing.first { $0.name == "token" })
    #expect(token.title == "Token")
    #expect(token.description == "From the console.")
    #expect(token.isSecret)
    #expect(token.types == ["string"])
    #expect(token.examples == ["abc"])
    let region = try #require(missing.first { $0.name == "region" })
    #expect(region.title == "Region")
    #expect(region.defaultValue == "eu")
    #expect(region.allowedValues == ["eu", "us"])
    #expect(!region.isSecret)
  }

  @Test func neverShowsASecret() throws {
    let schema = try Schema([
      "properties": ["pin": ["writeOnly": true, "allOf": [["pattern": "^[0-9]+$"], ["enum": ["1"]]]]]
    ])
    let validation = schema.validate(["pin": "hunter2"])
    #expect(validation.faults.count == 2)
    #expect(!validation.faults.contains { "\($0)".contains("hunter2") })
    for format in OutputFormat.allCases {
      #expect(!schema.output(for: ["pin": "hunter2"], format: format).description.contains("hunter2"))
    }
  }
}
