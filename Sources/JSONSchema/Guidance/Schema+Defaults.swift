extension Schema {
  /// The value with each missing property that has a `default` filled in, through references, `allOf` and the branches
  /// that accept the value, and in objects inside objects and arrays.
  ///
  /// An object that is missing is made only where it has a `default` itself. Nothing that is there is changed.
  public func applyingDefaults(to instance: JSONValue) -> JSONValue {
    applyDefaults(instance, [program.root], SchemaWalk(schema: self), depth: 0)
  }

  private func applyDefaults(_ value: JSONValue, _ roots: [Int], _ walk: SchemaWalk, depth: Int) -> JSONValue {
    guard depth < 128 else { return value }
    switch value {
    case .object(var object):
      fillIn(&object, walk.inPlace(roots, value, .accepting))
      let nodes = walk.inPlace(roots, .object(object), .accepting)
      for (key, member) in object {
        let inner = walk.step(nodes, token: key)
        if !inner.isEmpty { object[key] = applyDefaults(member, inner, walk, depth: depth + 1) }
      }
      return .object(object)
    case .array(let items):
      let nodes = walk.inPlace(roots, value, .accepting)
      return .array(
        items.enumerated().map { place, item in
          applyDefaults(item, walk.step(nodes, token: String(place)), walk, depth: depth + 1)
        })
    default: return value
    }
  }

  private func fillIn(_ object: inout JSONObject, _ nodes: [Int]) {
    let walk = SchemaWalk(schema: self)
    for node in nodes {
      for case .properties(let rule) in program.nodes[node].forObjects.map(\.rule) {
        for entry in rule.properties.entries where object[entry.name] == nil {
          let schemas = walk.inPlace([entry.node], nil, .accepting)
          if let value = schemas.lazy.compactMap({ program.nodes[$0].annotation("default") }).first {
            object[entry.name] = value
          }
        }
      }
    }
  }
}
