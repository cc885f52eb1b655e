import Foundation
import JSONSchema

/// Measures documents a second: `jsonschema-bench SCHEMA DOCUMENTS`, one JSON document a line; prints JSON.
struct Benchmark {
  let documents: [[UInt8]]
  let clock = ContinuousClock()

  func seconds(_ work: () throws -> Void) rethrows -> Double {
    let duration = try clock.measure(work)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// How often a second some work on each document can be done.
  func rate(_ work: (Int) -> Void) -> Double {
    for index in documents.indices { work(index) }
    var rounds = 0
    var elapsed = 0.0
    while elapsed < 3 {
      elapsed += seconds { for index in documents.indices { work(index) } }
      rounds += 1
    }
    return Double(rounds * documents.count) / elapsed
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("usage: jsonschema-bench SCHEMA DOCUMENTS")
  exit(64)
}
let schemaText = Array(try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
let lines = Array(try Data(contentsOf: URL(fileURLWithPath: arguments[2]))).split(separator: 0x0A).map(Array.init)
let benchmark = Benchmark(documents: lines)

_ = try Schema(parsing: Array(#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#.utf8))
let compile = try benchmark.seconds { _ = try Schema(parsing: schemaText) }
let unchecked = try benchmark.seconds {
  _ = try Schema(parsing: schemaText, options: Schema.Options(checksMetaSchema: false))
}
let schema = try Schema(parsing: schemaText)
let values = try lines.map { try JSONValue(parsing: $0) }
let total = benchmark.rate { index in
  guard let value = try? JSONValue(parsing: lines[index]) else { return }
  _ = schema.isValid(value)
}
let parse = benchmark.rate { _ = try? JSONValue(parsing: lines[$0]) }
let validate = benchmark.rate { _ = schema.isValid(values[$0]) }
let result: JSONValue = [
  "documents_per_second": .number(JSONNumber(total)), "parse_per_second": .number(JSONNumber(parse)),
  "validate_per_second": .number(JSONNumber(validate)), "compile_ms": .number(JSONNumber(compile * 1000)),
  "compile_unchecked_ms": .number(JSONNumber(unchecked * 1000)),
  "valid": .number(JSONNumber(values.count { schema.isValid($0) })),
]
print(result)
