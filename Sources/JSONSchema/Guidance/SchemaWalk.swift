/// Finds the schemas that speak of a value, without judging it.
struct SchemaWalk {
  let schema: Schema

  /// Which branches of `anyOf`, `oneOf` and conditions are followed.
  enum Branches {
    /// All: to find whatever might be said.
    case all
    /// Those that accept the value, and all that always hold.
    case accepting
  }

  /// A node with all that apply to the same value in its place.
  func inPlace(_ roots: [Int], _ value: JSONValue?, _ branches: Branches) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var waiting = Array(roots.reversed())
    while let node = waiting.popLast() {
      guard seen.insert(node).inserted else { continue }
      found.append(node)
      var next: [Int] = []
      for keyword in schema.program.nodes[node].keywords { next += targets(keyword.rule, value, branches) }
      waiting += next.reversed()
    }
    return found
  }

  private func targets(_ rule: Rule, _ value: JSONValue?, _ branches: Branches) -> [Int] {
    switch rule {
    case .reference(let node): return [node]
    case .dynamicReference(let rule): return [rule.fallback]
    case .allOf(let nodes): return nodes
    case .anyOf(let nodes), .oneOf(let nodes): return nodes.filter { isFollowed($0, value, branches) }
    case .condition(let rule):
      if branches == .all { return [rule.condition, rule.then, rule.otherwise].compactMap { $0 } }
      return [isFollowed(rule.condition, value, branches) ? rule.then : rule.otherwise].compactMap { $0 }
    case .dependentSchemas(let rules):
      return rules.filter { branches == .all || value?[$0.trigger.text] != nil }.map(\.node)
    default: return []
    }
  }

  private func isFollowed(_ node: Int, _ value: JSONValue?, _ branches: Branches) -> Bool {
    guard branches == .accepting else { return true }
    guard let value else { return false }
    return schema.accepts(node, value)
  }

  /// The nodes for a property or an item of a value that some nodes speak of.
  func step(_ nodes: [Int], token: String) -> [Int] {
    var found: [Int] = []
    for node in nodes {
      for keyword in schema.program.nodes[node].keywords { found += members(keyword.rule, token) }
    }
    return found
  }

  private func members(_ rule: Rule, _ token: String) -> [Int] {
    switch rule {
    case .properties(let rule):
      var nodes: [Int] = []
      let known = rule.properties.find(token, hash: ScalarText.hash(token))
      if known >= 0 { nodes.append(known) }
      let limit = schema.options.limits.regexSteps
      nodes += rule.patterns.filter { $0.regex.matches(token, stepLimit: limit) == true }.map(\.node)
      if nodes.isEmpty, let additional = rule.additional { nodes.append(additional) }
      return nodes
    case .items(let rule):
      guard let place = Int(token), place >= 0 else { return [] }
      return place < rule.prefix.count ? [rule.prefix[place]] : [rule.rest].compactMap { $0 }
    case .contains(let rule): return Int(token) == nil ? [] : [rule.node]
    case .unevaluatedProperties(let node): return [node]
    case .unevaluatedItems(let node): return Int(token) == nil ? [] : [node]
    default: return []
    }
  }

  /// The nodes that speak of the value at a location.
  func nodes(at location: JSONPointer, in instance: JSONValue, _ branches: Branches) -> [Int] {
    var value: JSONValue? = instance
    var nodes = inPlace([schema.program.root], value, branches)
    for token in location.tokens {
      value = value.flatMap { JSONPointer.step(token, in: $0) }
      nodes = inPlace(step(nodes, token: token), value, branches)
    }
    return nodes
  }
}

extension Schema {
  /// Whether one schema inside this one accepts a value.
  func accepts(_ node: Int, _ value: JSONValue) -> Bool {
    program.nodes.withUnsafeBufferPointer { nodes in
      var evaluator = Evaluator(
        nodes: nodes, usesDynamicScope: program.usesDynamicScope, limits: options.limits, recorder: NoRecorder())
      return evaluator.accepts(node, value) && evaluator.abortion == nil
    }
  }
}
