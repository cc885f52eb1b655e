import JSONSchema

/// Bowtie's protocol: `start`, `dialect`, `run`, `stop`.
struct Harness {
  private var dialect: Dialect = .draft2020

  /// The answer to a request; nil after `stop`.
  mutating func answer(_ line: String) -> JSONValue? {
    let request: JSONValue
    do {
      request = try JSONValue(parsing: line)
    } catch {
      return failure(nil, "The request is not JSON. \(error)")
    }
    switch request["cmd"]?.stringValue {
    case "start": return start(request)
    case "dialect": return choose(request)
    case "run": return run(request)
    case "stop": return nil
    default: return failure(request["seq"], "The command is not known; the commands are start, dialect, run and stop.")
    }
  }

  private func start(_ request: JSONValue) -> JSONValue {
    guard request["version"] == 1 else { return failure(nil, "Only version 1 of the protocol is known.") }
    return [
      "version": 1,
      "implementation": [
        "language": "swift", "name": "luahost-jsonschema", "version": "1.0.0",
        "homepage": "https://example.invalid/luahost", "issues": "https://example.invalid/luahost/issues",
        "source": "https://example.invalid/luahost",
        "dialects": .array(Dialect.allCases.reversed().map { .string($0.uri) }),
      ],
    ]
  }

  private mutating func choose(_ request: JSONValue) -> JSONValue {
    guard let dialect = request["dialect"]?.stringValue.flatMap({ Dialect(uri: $0) }) else { return ["ok": false] }
    self.dialect = dialect
    return ["ok": true]
  }

  private func run(_ request: JSONValue) -> JSONValue {
    let seq = request["seq"] ?? .null
    guard let test = request["case"], let document = test["schema"], let tests = test["tests"]?.arrayValue else {
      return failure(seq, "The request has no case with a schema and tests.")
    }
    var documents: [String: JSONValue] = [:]
    for (uri, value) in test["registry"]?.objectValue ?? [:] { documents[uri] = value }
    do {
      let schema = try Schema(document, options: Schema.Options(defaultDialect: dialect, documents: documents))
      let results = tests.map { ["valid": .bool(schema.isValid($0["instance"] ?? .null))] as JSONValue }
      return ["seq": seq, "results": .array(results)]
    } catch {
      return failure(seq, error.description)
    }
  }

  private func failure(_ seq: JSONValue?, _ message: String) -> JSONValue {
    var answer: JSONObject = ["errored": true, "context": ["message": .string(message)]]
    answer["seq"] = seq
    return .object(answer)
  }
}
