import Integrations
import JSONSchema

/// `integrations.json` as rules see it.
struct CatalogueSubject {
  struct Entry {
    let name: String
    let pointer: JSONPointer
    let value: JSONValue
    let text: SourceText

    /// Where a value of the entry is.
    func place(_ path: JSONPointer = JSONPointer()) -> JSONPlaces.Place {
      JSONPlaces(text.bytes).place(of: JSONPointer(tokens: pointer.tokens + path.tokens))
    }
  }

  let text: SourceText
  let document: Result<JSONValue, JSONParseError>
  /// Those that have a name; of two with the same name, both.
  let entries: [Entry]

  init(text: SourceText) {
    self.text = text
    do throws(JSONParseError) {
      let value = try JSONValue(parsing: text.bytes)
      document = .success(value)
      entries = Self.entries(of: value, text)
    } catch {
      document = .failure(error)
      entries = []
    }
  }

  private static func entries(of document: JSONValue, _ text: SourceText) -> [Entry] {
    guard case .array(let values)? = Catalogue.list(in: document) else { return [] }
    let base = document.objectValue == nil ? JSONPointer() : JSONPointer(tokens: ["integrations"])
    return values.enumerated().compactMap { index, value in
      guard let name = value["name"]?.stringValue else { return nil }
      return Entry(name: name, pointer: base.appending(index), value: value, text: text)
    }
  }
}
