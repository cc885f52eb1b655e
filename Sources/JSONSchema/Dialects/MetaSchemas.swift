/// The meta-schemas that are built in.
enum MetaSchemas {
  private static let draft4To7 = read(MetaSchemasDraft4To7.documents)
  private static let draft2019 = read(MetaSchemas2019.documents)
  private static let draft2020 = read(MetaSchemas2020.documents)

  private static func read(_ texts: [String]) -> [String: JSONValue] {
    var documents: [String: JSONValue] = [:]
    for text in texts {
      guard let document = try? JSONValue(parsing: text),
        let id = (document["$id"] ?? document["id"])?.stringValue
      else { continue }
      documents[id.hasSuffix("#") ? String(id.dropLast()) : id] = document
    }
    return documents
  }

  /// The meta-schema with a URI, which has no empty fragment.
  static func document(_ uri: String) -> JSONValue? {
    if uri.hasPrefix("https://json-schema.org/draft/2020-12/") { return draft2020[uri] }
    if uri.hasPrefix("https://json-schema.org/draft/2019-09/") { return draft2019[uri] }
    return draft4To7[uri]
  }
}
