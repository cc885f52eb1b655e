import JSONSchema
import Testing

/// What a person sees.
@Suite struct FaultTests {
  static let config: JSONValue = [
    "type": "object",
    "required": ["api_key", "regions"],
    "additionalProperties": false,
    "properties": [
      "api_key": [
        "type": "string", "title": "API key", "description": "Found under Settings.", "format": "password",
        "minLength": 8,
      ],
      "regions": [
        "type": "array", "minItems": 1, "uniqueItems": true,
        "items": [
          "type": "object", "required": ["name"],
          "properties": [
            "name": ["type": "string", "pattern": "^[a-z]+-[0-9]$"], "weight": ["type": "number", "minimum": 0],
          ],
        ],
      ],
      "severity": ["enum": ["low", "medium", "high"]],
      "port": ["title": "Port", "anyOf": [["type": "integer", "maximum": 65535], ["type": "null"]]],
      "since": ["type": "string", "format": "date"],
      "mode": ["const": "fast"],
      "labels": ["propertyNames": ["maxLength": 3]],
      "auth": [
        "oneOf": [
          ["properties": ["kind": ["const": "basic"], "user": ["type": "string"]], "required": ["kind", "user"]],
          ["properties": ["kind": ["const": "token"], "token": ["type": "string"]], "required": ["kind", "token"]],
        ]
      ],
      "proxy": ["type": "object", "dependentRequired": ["user": ["secret"]], "not": ["required": ["legacy"]]],
    ],
  ]

  @Test(arguments: [
    ("{}", "“api_key” (API key) is missing."),
    ("{}", "“regions” is missing."),
    (#"{"api_kye": "12345678"}"#, "api_kye: “api_kye” is not a known property. Did you mean “api_key”?"),
    (#"{"api_key": 5}"#, "api_key: “API key” must be a string, but it is a secret of another kind."),
    (#"{"api_key": "secret"}"#, "api_key: “API key” must have at least 8 characters, but it has 6."),
    (#"{"regions": "eu"}"#, "regions: “regions” must be an array, but it is the text \"eu\"."),
    (#"{"regions": []}"#, "regions: “regions” must have at least 1 item, but it has 0."),
    (
      #"{"regions": [{"name": "eu-1"}, {"name": "eu-1"}]}"#,
      "regions: “regions” must have no item twice, but items 1 and 2 are equal."
    ),
    (
      #"{"regions": [{"name": "EU"}]}"#,
      "regions[0].name: “name” must match the pattern ^[a-z]+-[0-9]$, but it is the text \"EU\"."
    ),
    (#"{"regions": [{"name": "eu-1"}, 7]}"#, "regions[1]: Item 2 must be an object, but it is the number 7."),
    (
      #"{"regions": [{"name": "eu-1", "weight": -1}]}"#,
      "regions[0].weight: “weight” must be at least 0, but it is the number -1."
    ),
    (#"{"regions": [{}]}"#, "regions[0]: “name” is missing."),
    (
      #"{"severity": "hihg"}"#,
      "severity: “severity” must be one of \"low\", \"medium\" or \"high\", but it is the text \"hihg\". Did you mean “high”?"
    ),
    (#"{"port": 70000}"#, "port: “Port” must be at most 65535, but it is the number 70000."),
    (#"{"port": "80"}"#, "port: “Port” must be null or a whole number, but it is the text \"80\"."),
    (#"{"since": "yesterday"}"#, "since: “since” must be a date such as 2026-01-31, but it is the text \"yesterday\"."),
    (#"{"mode": "slow"}"#, "mode: “mode” must be \"fast\", but it is the text \"slow\"."),
    (#"{"labels": {"long": 1}}"#, "labels: The property name “long” must have at most 3 characters, but it has 4."),
    (#"{"auth": {"kind": "token"}}"#, "auth: “token” is missing."),
    (#"{"proxy": {"user": "x"}}"#, "proxy: “secret” is missing where there is “user”."),
    (#"{"proxy": {"legacy": 1}}"#, "proxy: “proxy” must not have “legacy”."),
    ("[]", "The document must be an object, but it is an array of 0 items."),
  ])
  func explains(_ text: String, _ expected: String) throws {
    let schema = try Schema(Self.config, options: Schema.Options(assertsFormat: true))
    let faults = schema.validate(try JSONValue(parsing: text)).faults.map(\.description)
    #expect(faults.contains(expected), "\(faults)")
  }

  @Test func givesAllFaults() throws {
    let validation = try Schema(Self.config).validate(["regions": [1, 2, ["name": 3]], "mode": 1, "x": 2])
    #expect(validation.faults.count == 6)
    #expect(Set(validation.faults.map(\.keyword)) == ["required", "type", "const", "additionalProperties"])
  }

  @Test func tellsWhereInTheSchema() throws {
    let schema = try Schema([
      "$id": "https://example.com/s", "properties": ["a": ["$ref": "#/$defs/b"]],
      "$defs": ["b": ["type": "string", "title": "B"]],
    ])
    let fault = try #require(schema.validate(["a": 1]).faults.first)
    #expect(fault.instanceLocation.description == "/a")
    #expect(fault.keywordLocation.description == "/properties/a/$ref/type")
    #expect(fault.absoluteKeywordLocation == "https://example.com/s#/$defs/b/type")
    #expect(fault.title == "B")
  }

  /// Forms that only want properties are told by their properties.
  @Test(
    arguments: [
      ("{}", "The document needs “key” (Key ID) and “secret” (Secret key), or “profile” (Profile)."),
      (#"{"key": "a"}"#, "The document needs “secret” (Secret key), or “profile” (Profile)."),
      (#"{"secret": "a"}"#, "The document needs “key” (Key ID), or “profile” (Profile)."),
    ])
  func namesWhatEachFormLacks(config: String, message: String) throws {
    let properties: JSONValue = [
      "key": ["title": "Key ID"], "secret": ["title": "Secret key"], "profile": ["title": "Profile"],
    ]
    for keyword in ["anyOf", "oneOf"] {
      let schema = try Schema(
        .object([
          keyword: [["required": ["key", "secret"]], ["required": ["profile"]]], "properties": properties,
        ]))
      let faults = schema.validate(try JSONValue(parsing: Array(config.utf8))).faults
      #expect(faults.map(\.message) == [message])
    }
  }

  /// What keeps a value from a form for another reason is told by the form that is closest.
  @Test func namesTheClosestForm() throws {
    let schema = try Schema(["anyOf": [["required": ["a"]], ["maxProperties": 1, "required": ["b"]]]])
    let fault = try #require(schema.validate(["c": 1, "d": 2]).faults.first)
    #expect(fault.keyword == "anyOf")
    #expect(fault.message == "The document must fit at least one of the forms that are allowed.")
    #expect(fault.causes.map(\.message) == ["“a” is missing."])
  }

  @Test func writesPathsAsPeopleDo() throws {
    let schema = try Schema(["additionalProperties": ["items": ["additionalProperties": false]]])
    let fault = try #require(schema.validate(["a b": [[:], ["c.d": 1]]]).faults.first)
    #expect(fault.path == #"["a b"][1]["c.d"]"#)
  }
}
