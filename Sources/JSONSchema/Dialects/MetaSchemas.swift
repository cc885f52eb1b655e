/// The meta-schemas that are built in.
enum MetaSchemas {
  private static let documents: [String: JSONValue] = {
    var documents: [String: JSONValue] = [:]
    for text in MetaSchemasDraft4To7.documents + MetaSchemas2019.documents + MetaSchemas2020.documents {
      guard let document = try? JSONValue(parsing: text),
        let id = (document["$id"] ?? document["id"])?.stringValue
      else { continue }
      documents[id.hasSuffix("#") ? String(id.dropLast()) : id] = document
    }
    return documents
  }()

  /// The meta-schema with a URI, which has no empty fragment.
  static func document(_ uri: String) -> JSONValue? { documents[uri] }
}
