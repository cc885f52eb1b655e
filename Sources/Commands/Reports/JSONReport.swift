import Integrations
import JSONSchema

/// `--format json`: the whole result as one object.
///
/// Tasks and violations are written one by one: a hundred thousand of them as one value would take half a gigabyte.
struct JSONReport: ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink) {
    var frame = report.result
    frame.tasks = []
    frame.violations = []
    let result = report.result
    var separator = "{\n  "
    for (key, value) in frame.json.objectValue ?? [:] {
      sink.write("\(separator)\(JSONValue.string(key)): ")
      switch key {
      case "tasks":
        write(result.tasks, between: ("{", "}"), to: sink) { "\(JSONValue.string($0.name)): \(text($0.json))" }
      case "violations": write(result.violations, between: ("[", "]"), to: sink) { text($0.json) }
      default: sink.write(text(value, indent: "  "))
      }
      separator = ",\n  "
    }
    sink.write("\n}\n")
  }

  private func write<Item>(
    _ items: [Item], between brackets: (String, String), to sink: OutputSink, _ text: (Item) -> String
  ) {
    sink.write(brackets.0)
    for (index, item) in items.enumerated() { sink.write((index == 0 ? "\n    " : ",\n    ") + text(item)) }
    sink.write((items.isEmpty ? "" : "\n  ") + brackets.1)
  }

  /// A value inside others; a line break in it is never part of a string, where JSON escapes it.
  private func text(_ value: JSONValue, indent: String = "    ") -> String {
    var bytes: [UInt8] = []
    for byte in value.serialized(pretty: true) {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += indent.utf8 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
