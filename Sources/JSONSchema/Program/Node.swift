/// A compiled schema. Nodes refer to each other by their index in the program.
struct Node: Sendable {
  /// What a schema that is `true` or `false` says; nil for an object.
  var verdict: Bool?
  /// The place of the schema: a URI with a JSON Pointer as its fragment.
  var location = ""
  var resource = 0
  /// The types that are accepted, and whether draft 4 decides what an integer is.
  var types: TypeSet?
  var integersAreWritten = false
  /// Keywords that look at any value but `type`.
  var forAny: [Keyword] = []
  var forNumbers: [Keyword] = []
  var forStrings: [Keyword] = []
  var forArrays: [Keyword] = []
  var forObjects: [Keyword] = []
  /// `unevaluatedItems` and `unevaluatedProperties`, which come last.
  var unevaluated: [Keyword] = []
  /// Keywords that only describe, in order.
  var annotations: [(name: String, value: JSONValue)] = []

  /// `type` as a keyword, where there is one.
  var typeKeyword: [Keyword] {
    types.map { [Keyword(name: "type", rule: .type($0, integersAreWritten: integersAreWritten))] } ?? []
  }

  /// The annotation of a keyword, such as `title`.
  func annotation(_ name: String) -> JSONValue? { annotations.first { $0.name == name }?.value }

  /// All keywords in the order of their evaluation.
  var keywords: [Keyword] { typeKeyword + forAny + forNumbers + forStrings + forArrays + forObjects + unevaluated }
}

/// A keyword of a schema with what it demands.
struct Keyword: Sendable {
  let name: String
  let rule: Rule
}

/// The types of JSON values as a set.
struct TypeSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let object = TypeSet(rawValue: 4)
  static let array = TypeSet(rawValue: 8)
  static let string = TypeSet(rawValue: 16)
  static let number = TypeSet(rawValue: 32)
  static let integer = TypeSet(rawValue: 64)

  private static let names: [(TypeSet, String)] = [
    (.null, "null"), (.boolean, "boolean"), (.object, "object"), (.array, "array"), (.string, "string"),
    (.number, "number"), (.integer, "integer"),
  ]

  init?(name: String) {
    guard let match = Self.names.first(where: { $0.1 == name }) else { return nil }
    self = match.0
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The names of the types in the set.
  var names: [String] { Self.names.filter { contains($0.0) }.map(\.1) }
}
