import JSONSchema

extension JobResult {
  /// Writes the result as `--format json` prints it, in pieces: a hundred thousand tasks or violations as one value would
  /// take half a gigabyte.
  package func writeDocument(_ write: (String) -> Void) {
    var frame = self
    frame.tasks = []
    frame.violations = []
    var separator = "{\n  "
    for (key, value) in frame.json.objectValue ?? [:] {
      write("\(separator)\(JSONValue.string(key)): ")
      switch key {
      case "tasks":
        Self.write(tasks, between: ("{", "}"), to: write) { "\(JSONValue.string($0.name)): \(Self.text($0.json))" }
      case "violations": Self.write(violations, between: ("[", "]"), to: write) { Self.text($0.json) }
      default: write(Self.text(value, depth: 1))
      }
      separator = ",\n  "
    }
    write("\n}\n")
  }

  private static func write<Item>(
    _ items: [Item], between brackets: (String, String), to write: (String) -> Void, _ text: (Item) -> String
  ) {
    write(brackets.0)
    for (index, item) in items.enumerated() { write((index == 0 ? "\n    " : ",\n    ") + text(item)) }
    write((items.isEmpty ? "" : "\n  ") + brackets.1)
  }

  private static func text(_ value: JSONValue, depth: Int = 2) -> String {
    String(decoding: value.serialized(pretty: true, depth: depth), as: UTF8.self)
  }
}
