package import JSONSchema

/// The integrations of a repository: `integrations.json`.
package struct Catalogue: Sendable {
  package static let fileName = "integrations.json"

  /// In the order of the file.
  package var entries: [CatalogueEntry]

  /// Reads a catalogue: an array of entries, or `{ "$schema": …, "integrations": [ … ] }`.
  package init(parsing bytes: [UInt8]) throws(IntegrationError) {
    let document: JSONValue
    do throws(JSONParseError) {
      document = try JSONValue(parsing: bytes.withoutByteOrderMark)
    } catch {
      throw IntegrationError(
        code: .badData, message: "The catalogue is not JSON: \(error)",
        location: SourceLocation(file: Self.fileName, line: error.line))
    }
    guard case .array(let values)? = Self.list(in: document) else {
      throw IntegrationError(
        code: .badData,
        message: "The catalogue must be an array of entries, [ { \"name\": … } ], or an object that has them under "
          + "\"integrations\".",
        location: SourceLocation(file: Self.fileName))
    }
    entries = []
    for (index, value) in values.enumerated() {
      let entry = try CatalogueEntry(value, at: index)
      guard !entries.contains(where: { $0.name == entry.name }) else {
        throw IntegrationError(
          code: .badData, message: "The catalogue has two entries named '\(entry.name)'.",
          location: SourceLocation(file: Self.fileName))
      }
      entries.append(entry)
    }
  }

  /// The entries of a catalogue as they are in the file; nil where there are none.
  package static func list(in document: JSONValue) -> JSONValue? {
    guard case .object(let object) = document else { return document }
    return object.keys.allSatisfy({ $0 == "$schema" || $0 == "integrations" }) ? object["integrations"] : nil
  }

  package subscript(name: String) -> CatalogueEntry? { entries.first { $0.name == name } }
}
