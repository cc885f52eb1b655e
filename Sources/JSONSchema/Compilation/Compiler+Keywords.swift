extension Compiler {
  /// Compiles the keywords of a schema object.
  mutating func compileKeywords(_ scope: inout SchemaScope) throws(SchemaError) {
    if scope.dialect.refHidesSiblings, scope.object["$ref"] != nil {
      return try compileReferences(&scope)
    }
    if scope.has(.validation) { try compileGeneralAssertions(&scope) }
    try compileReferences(&scope)
    if scope.has(.applicator) {
      try compileLogic(&scope)
      try compileItems(&scope)
      try compileContains(&scope)
      try compileProperties(&scope)
      try compileDependencies(&scope)
    }
    if scope.has(.validation) {
      compileNumbers(&scope)
      try compileStrings(&scope)
      compileSizes(&scope)
    }
    compileFormat(&scope)
    compileContent(&scope)
    if scope.has(.unevaluated), scope.dialect.dialect >= .draft2019 { try compileUnevaluated(&scope) }
    collectAnnotations(&scope)
  }

  /// The node of a schema inside this one.
  mutating func child(_ value: JSONValue, _ tokens: [String], _ scope: SchemaScope) throws(SchemaError) -> Int {
    let location = scope.location.appending(tokens)
    return add(value, at: location, resource: registry.resource(at: location, outer: scope.resource))
  }

  mutating func child(_ keyword: String, _ scope: SchemaScope) throws(SchemaError) -> Int? {
    guard let value = scope.object[keyword] else { return nil }
    return try child(value, [keyword], scope)
  }

  mutating func children(_ keyword: String, _ scope: SchemaScope) throws(SchemaError) -> [Int]? {
    guard case .array(let items)? = scope.object[keyword] else { return nil }
    var nodes: [Int] = []
    for (index, item) in items.enumerated() { nodes.append(try child(item, [keyword, String(index)], scope)) }
    return nodes
  }

  private mutating func compileReferences(_ scope: inout SchemaScope) throws(SchemaError) {
    if case .string(let reference)? = scope.object["$ref"] {
      let target = try registry.resolve(reference, from: scope.resource, at: scope.locationText("$ref"))
      let node = add(target.value, at: target.location, resource: target.resource)
      scope.node.forAny.append(Keyword(name: "$ref", rule: .reference(node)))
    }
    if scope.dialect.dialect >= .draft2020, case .string(let reference)? = scope.object["$dynamicRef"] {
      try compileDynamicReference(reference, &scope)
    }
    if scope.dialect.dialect == .draft2019, case .string(let reference)? = scope.object["$recursiveRef"] {
      let target = try registry.resolve(reference, from: scope.resource, at: scope.locationText("$recursiveRef"))
      let node = add(target.value, at: target.location, resource: target.resource)
      if registry.resources[target.resource].isRecursiveAnchor {
        addDynamicReference(scope, keyword: "$recursiveRef", anchor: nil, fallback: node)
      } else {
        scope.node.forAny.append(Keyword(name: "$recursiveRef", rule: .reference(node)))
      }
    }
  }

  private mutating func compileDynamicReference(
    _ reference: String, _ scope: inout SchemaScope
  ) throws(SchemaError) {
    let target = try registry.resolve(reference, from: scope.resource, at: scope.locationText("$dynamicRef"))
    let node = add(target.value, at: target.location, resource: target.resource)
    let anchors = registry.resources[target.resource].dynamicAnchors
    if let anchor = target.anchor, anchors[anchor] == target.location {
      addDynamicReference(scope, keyword: "$dynamicRef", anchor: anchor, fallback: node)
    } else {
      scope.node.forAny.append(Keyword(name: "$dynamicRef", rule: .reference(node)))
    }
  }

  private mutating func compileLogic(_ scope: inout SchemaScope) throws(SchemaError) {
    if let nodes = try children("allOf", scope) {
      scope.node.forAny.append(Keyword(name: "allOf", rule: .allOf(nodes)))
    }
    if let nodes = try children("anyOf", scope) {
      scope.node.forAny.append(Keyword(name: "anyOf", rule: .anyOf(nodes)))
    }
    if let nodes = try children("oneOf", scope) {
      scope.node.forAny.append(Keyword(name: "oneOf", rule: .oneOf(nodes)))
    }
    if let node = try child("not", scope) { scope.node.forAny.append(Keyword(name: "not", rule: .not(node))) }
    guard scope.dialect.dialect >= .draft7, let condition = try child("if", scope) else { return }
    let rule = ConditionRule(
      condition: condition, then: try child("then", scope), otherwise: try child("else", scope))
    scope.node.forAny.append(Keyword(name: "if", rule: .condition(rule)))
  }

  private mutating func compileUnevaluated(_ scope: inout SchemaScope) throws(SchemaError) {
    if let node = try child("unevaluatedItems", scope) {
      scope.node.unevaluated.append(Keyword(name: "unevaluatedItems", rule: .unevaluatedItems(node)))
    }
    if let node = try child("unevaluatedProperties", scope) {
      scope.node.unevaluated.append(Keyword(name: "unevaluatedProperties", rule: .unevaluatedProperties(node)))
    }
  }
}
