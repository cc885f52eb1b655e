import JSONSchema

/// How a value is asked for, and what an answer means.
struct Question {
  private let property: PropertyInfo
  private let console: Console

  init(_ property: PropertyInfo, console: Console) {
    self.property = property
    self.console = console
  }

  private var label: String { Console.plain(property.title ?? property.name) }

  /// The title, what it is for, and what may be given.
  var introduction: String {
    var text = "\n" + console.paint(label, .bold)
    if property.title != nil { text += console.paint("  (\(Console.plain(property.name)))", .dim) }
    text += "\n"
    if let description = property.description { text += "  \(Console.plain(description))\n" }
    if !property.allowedValues.isEmpty { text += "  one of: \(shown(property.allowedValues))\n" }
    if property.types.contains("array") { text += "  a list: a,b,c\n" }
    if property.types == ["boolean"] { text += "  yes or no\n" }
    guard !property.isSecret else { return text }
    if !property.examples.isEmpty { text += "  such as: \(shown(property.examples))\n" }
    if let value = property.defaultValue { text += "  default: \(shown([value]))\n" }
    return text
  }

  var prompt: String { console.paint("\(label)\(property.isSecret ? " (hidden)" : ""): ", .cyan) }

  func complaint(_ text: String) -> String {
    "  " + console.paint("✗ ", .red, .bold) + Console.plain(text) + "\n"
  }

  private func shown(_ values: [JSONValue]) -> String {
    values.map { Console.plain($0.stringValue ?? $0.description) }.joined(separator: ", ")
  }

  /// What an answer means by the types of the property; nil for an empty one without a default.
  func value(of line: String) -> JSONValue? {
    guard !line.isEmpty else { return property.defaultValue }
    if let allowed = property.allowedValues.first(where: { ($0.stringValue ?? $0.description) == line }) {
      return allowed
    }
    let types = property.types
    if types == ["string"] { return .string(line) }
    let json = try? JSONValue(parsing: line)
    if types.contains("array") {
      if case .array? = json { return json }
      return .array(line.split(separator: ",").map { .string($0.trimmingSpaces) })
    }
    if types.contains("boolean"), json == nil {
      if ["y", "yes"].contains(line.lowercased()) { return .bool(true) }
      if ["n", "no"].contains(line.lowercased()) { return .bool(false) }
    }
    if case .string? = json { return .string(line) }
    return json ?? .string(line)
  }
}
