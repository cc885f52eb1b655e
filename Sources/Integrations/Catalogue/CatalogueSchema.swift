import CStandardLibrary

/// The JSON Schema of `integrations.json`: `docs/schemas/integrations.schema.json`, inside the binary.
package enum CatalogueSchema {
  /// The schema as JSON.
  package static var source: [UInt8] {
    let document = lh_catalogue_schema()
    return Array(UnsafeBufferPointer(start: document.source, count: document.length))
  }
}
