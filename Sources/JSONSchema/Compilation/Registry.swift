/// The documents that a schema may refer to, and the resources and anchors in them.
struct Registry {
  private let given: [String: JSONValue]
  private let defaultDialect: ResolvedDialect
  private(set) var documents: [JSONValue] = []
  private(set) var resources: [Resource] = []
  private var resourcesByURI: [String: Int] = [:]
  private var resourcesByRoot: [Location: Int] = [:]
  private var scanned: Set<Location> = []
  private var dialects: [String: ResolvedDialect] = [:]
  private var hasLoadedAll = false

  init(given: [String: JSONValue], defaultDialect: Dialect) {
    self.given = Dictionary(
      given.map { (Self.withoutEmptyFragment($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    self.defaultDialect = ResolvedDialect(defaultDialect)
  }

  private static func withoutEmptyFragment(_ uri: String) -> String {
    uri.hasSuffix("#") ? String(uri.dropLast()) : uri
  }

  /// Adds a document; gives its root resource.
  mutating func load(_ document: JSONValue, uri: String, fallback: ResolvedDialect? = nil) throws(SchemaError) -> Int {
    let root = Location(document: documents.count, pointer: "")
    documents.append(document)
    let base = URIReference(Self.withoutEmptyFragment(uri)).withoutFragment
    let dialect = try resolveDialect(of: document, fallback: fallback ?? defaultDialect, at: base.text)
    let index = addResource(Resource(uri: base, root: root, dialect: dialect))
    try scan(document, at: root, resource: index, isRoot: true)
    return resourcesByRoot[root] ?? index
  }

  private mutating func addResource(_ resource: Resource) -> Int {
    resources.append(resource)
    let index = resources.count - 1
    let key = resource.uri.text
    if resourcesByURI[key] == nil { resourcesByURI[key] = index }
    resourcesByRoot[resource.root] = index
    return index
  }
}

extension Registry {
  /// The dialect of a schema that may have `$schema`.
  private mutating func resolveDialect(
    of schema: JSONValue, fallback: ResolvedDialect, at location: String
  ) throws(SchemaError) -> ResolvedDialect {
    guard case .string(let uri)? = schema["$schema"] else { return fallback }
    if let dialect = Dialect(uri: uri) { return ResolvedDialect(dialect) }
    let key = Self.withoutEmptyFragment(uri)
    if let known = dialects[key] { return known }
    guard let metaschema = given[key] else {
      throw SchemaError(
        .unknownDialect, at: location,
        "The meta-schema \(uri) is not known; give it among the documents, or name a draft from 4 to 2020-12."
      )
    }
    dialects[key] = fallback  // A meta-schema that describes itself.
    var resolved = try resolveDialect(of: metaschema, fallback: fallback, at: key)
    if let vocabularies = metaschema["$vocabulary"]?.objectValue, resolved.dialect >= .draft2019 {
      resolved.vocabularies = try Self.vocabularies(vocabularies, at: key)
    }
    dialects[key] = resolved
    return resolved
  }

  private static func vocabularies(_ object: JSONObject, at location: String) throws(SchemaError) -> Vocabularies {
    var result: Vocabularies = .core
    for (uri, required) in object {
      if let known = Vocabularies(uri: uri, isRequired: required == true) {
        result.formUnion(known)
      } else if required == true {
        throw SchemaError(
          .unknownVocabulary, at: location,
          "The meta-schema requires the vocabulary \(uri), which this implementation does not know.")
      }
    }
    return result
  }

  /// Finds the resources and anchors in a schema and all schemas inside it.
  private mutating func scan(
    _ schema: JSONValue, at location: Location, resource: Int, isRoot: Bool = false
  ) throws(SchemaError) {
    guard scanned.insert(location).inserted, case .object(let object) = schema else { return }
    var resource = resource
    let hidden = resources[resource].dialect.refHidesSiblings && object["$ref"] != nil
    if !hidden { resource = try identify(object, schema, at: location, resource: resource, isRoot: isRoot) }
    let dialect = resources[resource].dialect.dialect
    try SubschemaPositions.forEach(in: object, dialect: dialect) { (tokens, value) throws(SchemaError) in
      try scan(value, at: location.appending(tokens), resource: resource)
    }
  }

  /// Takes up what identifies a schema; gives the resource that it belongs to.
  private mutating func identify(
    _ object: JSONObject, _ schema: JSONValue, at location: Location, resource: Int, isRoot: Bool
  ) throws(SchemaError) -> Int {
    var resource = resource
    let outer = resources[resource]
    let dialect = isRoot ? outer.dialect : try resolveDialect(of: schema, fallback: outer.dialect, at: outer.uri.text)
    if case .string(let id)? = object[dialect.identifierKeyword] {
      let resolved = outer.uri.resolving(URIReference(id))
      if dialect.dialect <= .draft7, let fragment = resolved.fragment, !fragment.isEmpty {
        if id.hasPrefix("#") {
          resources[resource].anchors[fragment] = location
        } else {
          resource = addResource(Resource(uri: resolved.withoutFragment, root: location, dialect: dialect))
          resources[resource].anchors[fragment] = location
        }
      } else if !(id.isEmpty || id == "#") {
        resource = addResource(Resource(uri: resolved.withoutFragment, root: location, dialect: dialect))
      }
    }
    if dialect.dialect >= .draft2019 { addAnchors(object, at: location, resource: resource, dialect.dialect) }
    return resource
  }

  private mutating func addAnchors(_ object: JSONObject, at location: Location, resource: Int, _ dialect: Dialect) {
    if case .string(let name)? = object["$anchor"] { resources[resource].anchors[name] = location }
    if dialect >= .draft2020, case .string(let name)? = object["$dynamicAnchor"] {
      resources[resource].anchors[name] = location
      resources[resource].dynamicAnchors[name] = location
    }
    if dialect == .draft2019, object["$recursiveAnchor"] == true, resources[resource].root == location {
      resources[resource].isRecursiveAnchor = true
    }
  }
}

extension Registry {
  /// What a reference leads to.
  struct Target {
    var location: Location
    var resource: Int
    var value: JSONValue
    /// The fragment where it is an anchor's name.
    var anchor: String?
  }

  /// Follows a reference from a resource.
  mutating func resolve(_ reference: String, from resource: Int, at location: String) throws(SchemaError) -> Target {
    let uri = resources[resource].uri.resolving(URIReference(reference))
    let fragment = URIReference.decodeFragment(uri.fragment ?? "")
    let isLocal = reference.isEmpty || reference.hasPrefix("#")
    let found = isLocal ? resource : try find(uri.withoutFragment.text, fallback: resources[resource].dialect)
    guard let found else { throw unresolved(reference, at: location) }
    let root = resources[found].root
    if fragment.isEmpty { return try makeTarget(root, found, anchor: nil, reference, location) }
    if fragment.hasPrefix("/") {
      guard let pointer = JSONPointer(fragment) else { throw unresolved(reference, at: location) }
      return try follow(pointer.tokens, from: root, resource: found, reference, location)
    }
    guard let place = resources[found].anchors[fragment] else { throw unresolved(reference, at: location) }
    return try makeTarget(place, found, anchor: fragment, reference, location)
  }

  private func unresolved(_ reference: String, at location: String) -> SchemaError {
    SchemaError(
      .unresolvedReference, at: location,
      "The reference \(reference) leads nowhere. Nothing is fetched: correct it, or give the document it names.")
  }

  /// The resource with a URI, loaded where it is among the given documents or built in.
  private mutating func find(_ uri: String, fallback: ResolvedDialect) throws(SchemaError) -> Int? {
    if let known = resourcesByURI[uri] { return known }
    if let document = given[uri] ?? MetaSchemas.document(uri) {
      return try load(document, uri: uri, fallback: fallback)
    }
    if hasLoadedAll { return nil }
    // A document may hold a resource whose URI is not that of the document.
    hasLoadedAll = true
    for (key, document) in given.sorted(by: { $0.key < $1.key }) where resourcesByURI[key] == nil {
      _ = try? load(document, uri: key, fallback: fallback)
    }
    return resourcesByURI[uri]
  }

  private mutating func makeTarget(
    _ place: Location, _ resource: Int, anchor: String?, _ reference: String, _ location: String
  ) throws(SchemaError) -> Target {
    guard let pointer = JSONPointer(place.pointer), let value = pointer.resolve(in: documents[place.document]) else {
      throw unresolved(reference, at: location)
    }
    return Target(location: place, resource: resourcesByRoot[place] ?? resource, value: value, anchor: anchor)
  }

  private mutating func follow(
    _ tokens: [String], from root: Location, resource: Int, _ reference: String, _ location: String
  ) throws(SchemaError) -> Target {
    var target = try makeTarget(root, resource, anchor: nil, reference, location)
    for token in tokens {
      guard let value = JSONPointer.step(token, in: target.value) else { throw unresolved(reference, at: location) }
      target.location = target.location.appending([token])
      target.value = value
      if let inner = resourcesByRoot[target.location] { target.resource = inner }
    }
    if !scanned.contains(target.location) {
      // A schema at a place that no keyword declares: only a reference makes it one.
      try scan(target.value, at: target.location, resource: target.resource)
      if let inner = resourcesByRoot[target.location] { target.resource = inner }
    }
    return target
  }

  /// The resource that a schema at a location belongs to, given that of the schema around it.
  func resource(at location: Location, outer: Int) -> Int { resourcesByRoot[location] ?? outer }
}

extension Registry {
  func value(at location: Location) -> JSONValue? {
    JSONPointer(location.pointer)?.resolve(in: documents[location.document])
  }
}
