package import JSONSchema

extension Schema {
  /// The texts of all that is inside of what the schema calls secret, for ``SecretMask``.
  package func secretTexts(in value: JSONValue) -> [String] {
    secretLocations(in: value).compactMap { $0.resolve(in: value) }.flatMap(\.leafTexts)
  }
}

extension JSONValue {
  /// The texts and numbers in it.
  fileprivate var leafTexts: [String] {
    switch self {
    case .string(let text): [text]
    case .number: [String(decoding: serialized(), as: UTF8.self)]
    case .array(let items): items.flatMap(\.leafTexts)
    case .object(let object): object.flatMap { $0.value.leafTexts }
    default: []
    }
  }
}
