/// The vocabularies that a schema's meta-schema turns on.
struct Vocabularies: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  static let core = Vocabularies(rawValue: 1 << 0)
  static let applicator = Vocabularies(rawValue: 1 << 1)
  static let unevaluated = Vocabularies(rawValue: 1 << 2)
  static let validation = Vocabularies(rawValue: 1 << 3)
  static let metaData = Vocabularies(rawValue: 1 << 4)
  static let formatAnnotation = Vocabularies(rawValue: 1 << 5)
  static let formatAssertion = Vocabularies(rawValue: 1 << 6)
  static let content = Vocabularies(rawValue: 1 << 7)

  static let all: Vocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]

  /// The vocabulary with a URI, nil where it is unknown.
  init?(uri: String, isRequired: Bool) {
    let known: [(String, Vocabularies)] = [
      ("2020-12/vocab/core", .core), ("2020-12/vocab/applicator", .applicator),
      ("2020-12/vocab/unevaluated", .unevaluated), ("2020-12/vocab/validation", .validation),
      ("2020-12/vocab/meta-data", .metaData), ("2020-12/vocab/format-annotation", .formatAnnotation),
      ("2020-12/vocab/format-assertion", .formatAssertion), ("2020-12/vocab/content", .content),
      ("2019-09/vocab/core", .core), ("2019-09/vocab/applicator", [.applicator, .unevaluated]),
      ("2019-09/vocab/validation", .validation), ("2019-09/vocab/meta-data", .metaData),
      ("2019-09/vocab/format", isRequired ? .formatAssertion : .formatAnnotation),
      ("2019-09/vocab/content", .content),
    ]
    let prefix = "https://json-schema.org/draft/"
    guard uri.hasPrefix(prefix), let match = known.first(where: { uri.dropFirst(prefix.count) == $0.0 }) else {
      return nil
    }
    self = match.1
  }

  init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// How the keywords of a schema resource are read.
struct ResolvedDialect: Hashable, Sendable {
  var dialect: Dialect
  var vocabularies: Vocabularies

  init(_ dialect: Dialect, _ vocabularies: Vocabularies = .all) {
    self.dialect = dialect
    self.vocabularies = vocabularies
  }

  var identifierKeyword: String { dialect == .draft4 ? "id" : "$id" }

  /// Up to draft 7 a `$ref` hides what stands beside it.
  var refHidesSiblings: Bool { dialect <= .draft7 }
}
