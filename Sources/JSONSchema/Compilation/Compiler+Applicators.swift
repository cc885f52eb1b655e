extension Compiler {
  mutating func compileItems(_ scope: inout SchemaScope) throws(SchemaError) {
    let rule: ItemsRule
    if scope.dialect.dialect >= .draft2020 {
      let prefix = try children("prefixItems", scope) ?? []
      let rest = try child("items", scope)
      rule = ItemsRule(prefixKeyword: "prefixItems", prefix: prefix, restKeyword: "items", rest: rest)
    } else if let prefix = try children("items", scope) {
      let rest = try child("additionalItems", scope)
      rule = ItemsRule(prefixKeyword: "items", prefix: prefix, restKeyword: "additionalItems", rest: rest)
    } else {
      let rest = try child("items", scope)
      rule = ItemsRule(prefixKeyword: "items", prefix: [], restKeyword: "items", rest: rest)
    }
    guard !rule.prefix.isEmpty || rule.rest != nil else { return }
    scope.node.forArrays.append(Keyword(name: rule.restKeyword, rule: .items(rule)))
  }

  mutating func compileContains(_ scope: inout SchemaScope) throws(SchemaError) {
    guard scope.dialect.dialect >= .draft6, let node = try child("contains", scope) else { return }
    let counts = scope.dialect.dialect >= .draft2019 && scope.has(.validation)
    let minimum = counts ? count("minContains", scope) : nil
    let maximum = counts ? count("maxContains", scope) : nil
    let rule = ContainsRule(
      node: node, minimum: minimum ?? 1, maximum: maximum, marksItems: scope.dialect.dialect >= .draft2020)
    scope.node.forArrays.append(Keyword(name: "contains", rule: .contains(rule)))
  }

  mutating func compileProperties(_ scope: inout SchemaScope) throws(SchemaError) {
    var properties: [(name: String, node: Int)]?
    if case .object(let members)? = scope.object["properties"] {
      var nodes: [(name: String, node: Int)] = []
      for (name, value) in members { nodes.append((name, try child(value, ["properties", name], scope))) }
      properties = nodes
    }
    let patterns = try compilePatternProperties(scope)
    let additional = try child("additionalProperties", scope)
    if scope.dialect.dialect >= .draft6, let node = try child("propertyNames", scope) {
      scope.node.forObjects.append(Keyword(name: "propertyNames", rule: .propertyNames(node)))
    }
    guard properties != nil || patterns != nil || additional != nil else { return }
    let rule = PropertiesRule(
      properties: properties.map { PropertyTable($0) }, patterns: patterns, additional: additional)
    scope.node.forObjects.append(Keyword(name: "properties", rule: .properties(rule)))
  }

  private mutating func compilePatternProperties(
    _ scope: SchemaScope
  ) throws(SchemaError) -> [(regex: ECMARegex, node: Int)]? {
    guard case .object(let members)? = scope.object["patternProperties"] else { return nil }
    var patterns: [(regex: ECMARegex, node: Int)] = []
    for (source, value) in members {
      let regex = try compileRegex(source, at: scope.locationText("patternProperties"))
      patterns.append((regex, try child(value, ["patternProperties", source], scope)))
    }
    return patterns
  }

  func compileRegex(_ source: String, at location: String) throws(SchemaError) -> ECMARegex {
    do {
      return try ECMARegex(source, isLenient: true)
    } catch {
      throw SchemaError(
        .invalidRegex, at: location,
        "The regular expression \(source) has a fault at character \(error.offset + 1): \(error.reason).")
    }
  }

  mutating func compileDependencies(_ scope: inout SchemaScope) throws(SchemaError) {
    try compileDependencies("dependencies", &scope)
    guard scope.dialect.dialect >= .draft2019 else { return }
    try compileDependencies("dependentSchemas", &scope)
    if scope.has(.validation) { try compileDependencies("dependentRequired", &scope) }
  }

  private mutating func compileDependencies(_ keyword: String, _ scope: inout SchemaScope) throws(SchemaError) {
    guard case .object(let members)? = scope.object[keyword] else { return }
    var names: [(trigger: PropertyName, names: [PropertyName])] = []
    var nodes: [(trigger: PropertyName, node: Int)] = []
    for (name, value) in members {
      if case .array(let items) = value {
        names.append((PropertyName(name), items.compactMap { $0.stringValue.map(PropertyName.init) }))
      } else {
        nodes.append((PropertyName(name), try child(value, [keyword, name], scope)))
      }
    }
    if !names.isEmpty { scope.node.forObjects.append(Keyword(name: keyword, rule: .dependentRequired(names))) }
    if !nodes.isEmpty { scope.node.forObjects.append(Keyword(name: keyword, rule: .dependentSchemas(nodes))) }
  }
}
