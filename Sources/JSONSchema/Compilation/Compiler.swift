/// Compiles a schema and all that it refers to, one schema after the other.
struct Compiler {
  var registry: Registry
  let options: Schema.Options
  private var program = Program()
  private var indices: [Location: Int] = [:]
  private var pending: [Work] = []
  private var next = 0
  /// References by dynamic anchor, which are completed when all resources are known.
  private var dynamicReferences: [DynamicReference] = []
  /// The resources that compiled nodes belong to.
  private var reached: Set<Int> = []

  private struct Work {
    let index: Int
    let location: Location
    let resource: Int
    let value: JSONValue
  }

  private struct DynamicReference {
    let node: Int
    let keyword: String
    /// Nil for `$recursiveRef`.
    let anchor: String?
    let fallback: Int
  }

  init(options: Schema.Options) {
    self.options = options
    registry = Registry(given: options.documents, defaultDialect: options.defaultDialect)
  }

  mutating func compile(_ document: JSONValue) throws(SchemaError) -> Program {
    let resource = try registry.load(document, uri: options.baseURI)
    let root = registry.resources[resource].root
    program.dialect = registry.resources[resource].dialect.dialect
    program.root = add(document, at: root, resource: resource)
    try drain()
    try completeDynamicReferences()
    return program
  }

  /// The node of a schema, compiled later where it is new.
  mutating func add(_ value: JSONValue, at location: Location, resource: Int) -> Int {
    if let known = indices[location] { return known }
    let index = program.nodes.count
    program.nodes.append(Node())
    indices[location] = index
    pending.append(Work(index: index, location: location, resource: resource, value: value))
    return index
  }

  private mutating func drain() throws(SchemaError) {
    while next < pending.count {
      let work = pending[next]
      next += 1
      program.nodes[work.index] = try compileNode(work)
    }
  }

  private mutating func compileNode(_ work: Work) throws(SchemaError) -> Node {
    let resource = registry.resources[work.resource]
    var node = Node()
    node.location = resource.absoluteURI(of: work.location)
    node.resource = work.resource
    reached.insert(work.resource)
    switch work.value {
    case .bool(let verdict): node.verdict = verdict
    case .object(let object):
      var scope = SchemaScope(
        object: object, location: work.location, resource: work.resource, dialect: resource.dialect, node: node,
        index: work.index)
      try compileKeywords(&scope)
      node = scope.node
    default:
      throw SchemaError(
        .invalidSchema, at: node.location, "A schema must be an object or a boolean, but this is \(work.value).")
    }
    return node
  }

  mutating func addDynamicReference(_ scope: SchemaScope, keyword: String, anchor: String?, fallback: Int) {
    program.usesDynamicScope = true
    dynamicReferences.append(
      DynamicReference(node: scope.index, keyword: keyword, anchor: anchor, fallback: fallback))
  }

  /// Gives each dynamic reference its targets; compiling one may reach further resources and references.
  private mutating func completeDynamicReferences() throws(SchemaError) {
    guard program.usesDynamicScope else { return }
    var known = (resources: -1, references: -1)
    while known != (reached.count, dynamicReferences.count) {
      known = (reached.count, dynamicReferences.count)
      for reference in dynamicReferences {
        for resource in reached.sorted() {
          if let target = dynamicTarget(reference.anchor, in: resource) { _ = try addTarget(target, resource) }
        }
      }
      try drain()
    }
    for reference in dynamicReferences {
      var targets: [Int: Int] = [:]
      for resource in reached {
        if let target = dynamicTarget(reference.anchor, in: resource) {
          targets[resource] = try addTarget(target, resource)
        }
      }
      let rule = DynamicReferenceRule(fallback: reference.fallback, targets: targets)
      let keyword = Keyword(name: reference.keyword, rule: .dynamicReference(rule))
      program.nodes[reference.node].forAny.append(keyword)
    }
  }

  private func dynamicTarget(_ anchor: String?, in resource: Int) -> Location? {
    let resource = registry.resources[resource]
    guard let anchor else { return resource.isRecursiveAnchor ? resource.root : nil }
    return resource.dynamicAnchors[anchor]
  }

  private mutating func addTarget(_ location: Location, _ resource: Int) throws(SchemaError) -> Int {
    guard let value = registry.value(at: location) else {
      throw SchemaError(.unresolvedReference, at: location.pointer, "A dynamic anchor leads nowhere.")
    }
    return add(value, at: location, resource: resource)
  }
}

/// A schema object while it is compiled.
struct SchemaScope {
  let object: JSONObject
  let location: Location
  let resource: Int
  let dialect: ResolvedDialect
  var node: Node
  let index: Int

  func has(_ vocabulary: Vocabularies) -> Bool { dialect.vocabularies.contains(vocabulary) }

  func locationText(_ keyword: String) -> String { node.location + "/" + JSONPointer.escape(keyword) }
}
