extension Evaluator {
  mutating func applyProperties(
    _ rule: PropertiesRule, _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .object(let object) = value else { return true }
    if R.isRecording { return recordProperties(rule, node, object, &evaluated) }
    for place in object.entries.indices {
      guard acceptsProperty(rule, object, place, &evaluated) else { return false }
    }
    return true
  }

  /// Applies all three keywords to one property.
  @inline(__always)
  private mutating func acceptsProperty(
    _ rule: PropertiesRule, _ object: JSONObject, _ place: Int, _ evaluated: inout Evaluated
  ) -> Bool {
    let entry = object.entries[place]
    var isKnown = false
    let known = rule.properties.find(entry.key, hash: entry.hash)
    if known >= 0 {
      isKnown = true
      if !accepts(known, entry.value) { return false }
    }
    for pattern in rule.patterns where matches(pattern.regex, entry.key) {
      isKnown = true
      if !accepts(pattern.node, entry.value) { return false }
    }
    if !isKnown, let additional = rule.additional {
      isKnown = true
      if !accepts(additional, entry.value) { return false }
    }
    if isKnown, evaluated.isKept { evaluated.mark(place) }
    return true
  }

  /// The same keyword by keyword.
  private mutating func recordProperties(
    _ rule: PropertiesRule, _ node: UnsafePointer<Node>, _ object: JSONObject, _ evaluated: inout Evaluated
  ) -> Bool {
    var known: Set<Int> = []
    var isValid = true
    if rule.hasProperties {
      var members: [Int: [(String, Int)]] = [:]
      for (place, entry) in object.entries.enumerated() {
        let target = rule.properties.find(entry.key, hash: entry.hash)
        if target >= 0 { members[place] = [(entry.key, target)] }
      }
      isValid = recordMembers("properties", node, object, members, &known)
    }
    if rule.hasPatterns {
      var matching: [Int: [(String, Int)]] = [:]
      for (place, entry) in object.entries.enumerated() {
        for pattern in rule.patterns where matches(pattern.regex, entry.key) {
          matching[place, default: []].append((pattern.regex.source, pattern.node))
        }
      }
      isValid = recordMembers("patternProperties", node, object, matching, &known) && isValid
    }
    if let additional = rule.additional {
      var others: [Int: [(String, Int)]] = [:]
      for place in object.entries.indices where !known.contains(place) { others[place] = [("", additional)] }
      isValid = recordMembers("additionalProperties", node, object, others, &known) && isValid
    }
    for place in known { evaluated.mark(place) }
    return isValid
  }

  /// Evaluates nodes for the properties at some places, and notes these as known.
  private mutating func recordMembers(
    _ keyword: String, _ node: UnsafePointer<Node>, _ object: JSONObject, _ members: [Int: [(String, Int)]],
    _ known: inout Set<Int>
  ) -> Bool {
    begin(keyword, node)
    var isValid = true
    for (place, entry) in object.entries.enumerated() {
      for (token, target) in members[place] ?? [] {
        known.insert(place)
        let isAdditional = keyword == "additionalProperties"
        isValid = evaluateMember(isAdditional ? [] : [token], target, entry.key, entry.value) && isValid
      }
    }
    let names = object.entries.indices.filter { members[$0] != nil }.map { JSONValue.string(object.entries[$0].key) }
    recorder.end(isValid, message: nil, annotation: .array(names))
    return isValid
  }

  /// Evaluates a node for a property or an item.
  mutating func evaluateMember(_ tokens: [String], _ target: Int, _ name: String, _ value: JSONValue) -> Bool {
    var own = Evaluated(isKept: false)
    recorder.descend(name)
    let isValid = evaluateInside(tokens, target, value, &own)
    recorder.ascend()
    return isValid
  }

  mutating func applyPropertyNames(
    _ keyword: Keyword, _ target: Int, _ node: UnsafePointer<Node>, _ value: JSONValue
  ) -> Bool {
    guard case .object(let object) = value else { return true }
    begin(keyword.name, node)
    var isValid = true
    for entry in object.entries {
      var own = Evaluated(isKept: false)
      if !evaluateInside([], target, .string(entry.key), &own) {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    if R.isRecording { recorder.end(isValid, message: nil, annotation: nil) }
    return isValid
  }

  mutating func applyDependentSchemas(
    _ keyword: Keyword, _ rules: [(trigger: PropertyName, node: Int)], _ node: UnsafePointer<Node>,
    _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .object(let object) = value else { return true }
    begin(keyword.name, node)
    var isValid = true
    for rule in rules where object.find(rule.trigger.text, hash: rule.trigger.hash) >= 0 {
      if !evaluateInside([rule.trigger.text], rule.node, value, &evaluated) {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    if R.isRecording { recorder.end(isValid, message: nil, annotation: nil) }
    return isValid
  }

  mutating func applyUnevaluatedProperties(
    _ keyword: Keyword, _ target: Int, _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .object(let object) = value else { return true }
    begin(keyword.name, node)
    var isValid = true
    var names: [JSONValue] = []
    for (place, entry) in object.entries.enumerated() where !evaluated.isMarked(place) {
      if R.isRecording { names.append(.string(entry.key)) }
      let accepted = R.isRecording ? evaluateMember([], target, entry.key, entry.value) : accepts(target, entry.value)
      if !accepted {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    evaluated.markAll()
    if R.isRecording { recorder.end(isValid, message: nil, annotation: .array(names)) }
    return isValid
  }
}
