/// A place in a document: the JSON Pointer's text is the key.
struct Location: Hashable, Sendable {
  var document: Int
  var pointer: String

  func appending(_ tokens: [String]) -> Location {
    Location(document: document, pointer: tokens.reduce(into: pointer) { $0 += "/" + JSONPointer.escape($1) })
  }
}

/// A schema with a URI of its own: a document's root, or a schema with `$id` inside another.
struct Resource: Sendable {
  let uri: URIReference
  let root: Location
  let dialect: ResolvedDialect
  var anchors: [String: Location] = [:]
  var dynamicAnchors: [String: Location] = [:]
  var isRecursiveAnchor = false

  init(uri: URIReference, root: Location, dialect: ResolvedDialect) {
    self.uri = uri
    self.root = root
    self.dialect = dialect
  }

  /// The absolute URI of a place inside the resource.
  func absoluteURI(of location: Location) -> String {
    let inside = String(location.pointer.dropFirst(root.pointer.count))
    return uri.text + "#" + URIReference.encodeFragment(inside)
  }
}
