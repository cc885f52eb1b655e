package import JSONSchema

/// What an insight says about one resource.
package struct ResourceFinding: Sendable {
  package var id: String
  package var type: String?
  package var name: String?
  package var isViolation: Bool
  package var message: String?
  package var severity: Severity?
  package var data: JSONValue?

  /// What an item of `resources` has.
  package static let fields = [
    DeclaredField("id", "string", "unique in the list, and the same from run to run", required: true),
    DeclaredField("type", "string", "such as \"aws.s3.bucket\""),
    DeclaredField("name", "string", "what people call it"),
    DeclaredField("violation", "boolean", "whether it is at fault (default false)"),
    DeclaredField("message", "string", "what was found"),
    DeclaredField("severity", "luahost.Severity", "in place of the task's"),
    DeclaredField("data", "table", "evidence"),
  ]
  private static let keys = fields.map(\.name)

  /// Reads `resources[index]`.
  init(_ value: JSONValue, index: Int) throws(DeclarationError) {
    let path = "resources[\(index + 1)]"
    guard case .object(let object) = value else { throw DeclarationError(message: "\(path) must be a table.") }
    for key in object.keys where !Self.keys.contains(key) {
      let hint = Suggestion.nearest(to: key, in: Self.keys).map { "; did you mean '\($0)'?" } ?? ""
      throw DeclarationError(message: "\(path) has the unknown key '\(key)'\(hint)")
    }
    func text(_ key: String) throws(DeclarationError) -> String? {
      guard let value = object[key], value != .null else { return nil }
      guard let text = value.stringValue else {
        throw DeclarationError(message: "\(path).\(key) must be a string, found \(value.brief).")
      }
      return text
    }
    guard let id = try text("id"), !id.isEmpty else {
      throw DeclarationError(message: "\(path).id is required, a string that names the resource.")
    }
    self.id = id
    type = try text("type")
    name = try text("name")
    message = try text("message")
    switch object["violation"] {
    case nil: isViolation = false
    case .bool(let flag)?: isViolation = flag
    case let other?:
      throw DeclarationError(message: "\(path).violation must be true or false, found \(other.brief).")
    }
    let severity = try text("severity")
    self.severity = severity.flatMap(Severity.init(rawValue:))
    if let severity, self.severity == nil {
      throw DeclarationError(
        message: "\(path).severity must be low, medium, high or critical, found \"\(severity)\".")
    }
    data = object["data"]
  }
}

extension JSONValue {
  /// The value as an error message shows it, cut where it is long.
  var brief: String {
    let text = String(decoding: serialized(), as: UTF8.self)
    return text.count <= 40 ? text : "\(text.prefix(37))…"
  }
}
