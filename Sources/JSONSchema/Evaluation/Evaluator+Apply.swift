extension Evaluator {
  /// Whether one keyword accepts a value.
  mutating func apply(
    _ keyword: Keyword, _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    switch keyword.rule {
    case .reference(let target):
      return evaluateInside([keyword.name], target, value, &evaluated)
    case .dynamicReference(let rule):
      return evaluateInside([keyword.name], target(of: rule), value, &evaluated)
    case .allOf(let nodes): return applyAllOf(keyword, nodes, node, value, &evaluated)
    case .anyOf(let nodes): return applyAnyOf(keyword, nodes, node, value, &evaluated)
    case .oneOf(let nodes): return applyOneOf(keyword, nodes, node, value, &evaluated)
    case .not(let target): return applyNot(keyword, target, node, value)
    case .condition(let rule): return applyCondition(rule, value, &evaluated)
    case .properties(let rule): return applyProperties(rule, node, value, &evaluated)
    case .propertyNames(let target): return applyPropertyNames(keyword, target, node, value)
    case .dependentSchemas(let rules): return applyDependentSchemas(keyword, rules, node, value, &evaluated)
    case .unevaluatedProperties(let target):
      return applyUnevaluatedProperties(keyword, target, node, value, &evaluated)
    case .items(let rule): return applyItems(rule, node, value, &evaluated)
    case .contains(let rule): return applyContains(keyword, rule, node, value, &evaluated)
    case .unevaluatedItems(let target): return applyUnevaluatedItems(keyword, target, node, value, &evaluated)
    default: return assert(keyword, node, value)
    }
  }

  /// Whether a keyword accepts that applies no schema.
  @inline(__always)
  private mutating func assert(_ keyword: Keyword, _ node: UnsafePointer<Node>, _ value: JSONValue) -> Bool {
    let isValid = holds(keyword.rule, value)
    if R.isRecording {
      recorder.begin([keyword.name], location: node.pointee.location + "/" + JSONPointer.escape(keyword.name))
      recorder.end(isValid, message: Messages.assertion(keyword, value), annotation: nil)
    }
    return isValid
  }

  /// Evaluates a schema that takes its keyword's place in the output.
  @inline(__always)
  mutating func evaluateInside(
    _ tokens: @autoclosure () -> [String], _ target: Int, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    guard R.isRecording else { return evaluate(target, value, &evaluated) }
    let nodes = nodes
    recorder.begin(tokens(), location: nodes[target].location)
    let isValid = evaluate(target, value, &evaluated)
    recorder.end(isValid, message: Messages.falseSchema(nodes[target]), annotation: nil)
    return isValid
  }

  /// Evaluates a schema for a branch: what it looked at is marked only where it accepts.
  @inline(__always)
  private mutating func evaluateBranch(
    _ tokens: @autoclosure () -> [String], _ target: Int, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    guard evaluated.isKept else { return evaluateInside(tokens(), target, value, &evaluated) }
    var own = Evaluated(isKept: true)
    let isValid = evaluateInside(tokens(), target, value, &own)
    if isValid { evaluated.formUnion(own) }
    return isValid
  }

  mutating func begin(_ keyword: String, _ node: UnsafePointer<Node>) {
    if R.isRecording {
      recorder.begin([keyword], location: node.pointee.location + "/" + JSONPointer.escape(keyword))
    }
  }

  private mutating func applyAllOf(
    _ keyword: Keyword, _ nodes: [Int], _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    begin(keyword.name, node)
    var isValid = true
    for (place, target) in nodes.enumerated() {
      if !evaluateInside([String(place)], target, value, &evaluated) {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    if R.isRecording { recorder.end(isValid, message: nil, annotation: nil) }
    return isValid
  }

  private mutating func applyAnyOf(
    _ keyword: Keyword, _ nodes: [Int], _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    begin(keyword.name, node)
    var isValid = false
    for (place, target) in nodes.enumerated() {
      if evaluateBranch([String(place)], target, value, &evaluated) {
        isValid = true
        if !R.isRecording, !evaluated.isKept { return true }
      }
    }
    if R.isRecording { recorder.end(isValid, message: Messages.anyOf, annotation: nil) }
    return isValid
  }

  private mutating func applyOneOf(
    _ keyword: Keyword, _ nodes: [Int], _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    begin(keyword.name, node)
    var accepting: [Int] = []
    var count = 0
    for (place, target) in nodes.enumerated() {
      if evaluateBranch([String(place)], target, value, &evaluated) {
        count &+= 1
        if R.isRecording { accepting.append(place) } else if count > 1 { return false }
      }
    }
    if R.isRecording { recorder.end(count == 1, message: Messages.oneOf(accepting), annotation: nil) }
    return count == 1
  }

  private mutating func applyNot(
    _ keyword: Keyword, _ target: Int, _ node: UnsafePointer<Node>, _ value: JSONValue
  ) -> Bool {
    begin(keyword.name, node)
    var own = Evaluated(isKept: false)
    let isValid = !evaluateInside([], target, value, &own)
    if R.isRecording {
      let nodes = nodes
      recorder.end(isValid, message: Messages.not(nodes[target], value), annotation: nil)
    }
    return isValid
  }

  private mutating func applyCondition(
    _ rule: ConditionRule, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    let isMet = evaluateBranch(["if"], rule.condition, value, &evaluated)
    if isMet, let then = rule.then { return evaluateInside(["then"], then, value, &evaluated) }
    if !isMet, let otherwise = rule.otherwise { return evaluateInside(["else"], otherwise, value, &evaluated) }
    return true
  }
}
