extension Evaluator {
  mutating func applyItems(
    _ rule: ItemsRule, _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .array(let items) = value else { return true }
    if R.isRecording { return recordItems(rule, node, items, &evaluated) }
    let prefix = min(rule.prefix.count, items.count)
    for place in 0..<prefix where !accepts(rule.prefix[place], items[place]) { return false }
    guard let rest = rule.rest else {
      evaluated.markPrefix(prefix)
      return true
    }
    for place in prefix..<items.count where !accepts(rest, items[place]) { return false }
    evaluated.markAll()
    return true
  }

  private mutating func recordItems(
    _ rule: ItemsRule, _ node: UnsafePointer<Node>, _ items: [JSONValue], _ evaluated: inout Evaluated
  ) -> Bool {
    let prefix = min(rule.prefix.count, items.count)
    var isValid = true
    if !rule.prefix.isEmpty {
      begin(rule.prefixKeyword, node)
      for place in 0..<prefix {
        isValid = evaluateMember([String(place)], rule.prefix[place], String(place), items[place]) && isValid
      }
      let last: JSONValue = prefix == items.count ? true : .number(JSONNumber(prefix - 1))
      let annotation: JSONValue? = prefix == 0 ? Optional.none : last
      recorder.end(isValid, message: nil, annotation: annotation)
      evaluated.markPrefix(prefix)
    }
    guard let rest = rule.rest else { return isValid }
    begin(rule.restKeyword, node)
    var restIsValid = true
    for place in prefix..<items.count {
      restIsValid = evaluateMember([], rest, String(place), items[place]) && restIsValid
    }
    recorder.end(restIsValid, message: nil, annotation: prefix < items.count ? JSONValue.bool(true) : Optional.none)
    evaluated.markAll()
    return isValid && restIsValid
  }

  mutating func applyContains(
    _ keyword: Keyword, _ rule: ContainsRule, _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .array(let items) = value else { return true }
    begin(keyword.name, node)
    let needsAll = R.isRecording || evaluated.isKept || rule.maximum != nil
    var count = 0
    var places: [JSONValue] = []
    for (place, item) in items.enumerated() {
      if !needsAll, count >= rule.minimum { return true }
      let accepted = R.isRecording ? evaluateMember([], rule.node, String(place), item) : accepts(rule.node, item)
      guard accepted else { continue }
      count += 1
      if rule.marksItems, evaluated.isKept { evaluated.mark(place) }
      if R.isRecording { places.append(.number(JSONNumber(place))) }
    }
    let isValid = count >= rule.minimum && count <= rule.maximum ?? Int.max
    if R.isRecording {
      let annotation: JSONValue = count == items.count && count > 0 ? true : .array(places)
      recorder.end(isValid, message: Messages.contains(rule, count), annotation: annotation)
    }
    return isValid
  }

  mutating func applyUnevaluatedItems(
    _ keyword: Keyword, _ target: Int, _ node: UnsafePointer<Node>, _ value: JSONValue,
    _ evaluated: inout Evaluated
  ) -> Bool {
    guard case .array(let items) = value else { return true }
    begin(keyword.name, node)
    var isValid = true
    var hasAny = false
    for (place, item) in items.enumerated() where !evaluated.isMarked(place) {
      hasAny = true
      let accepted = R.isRecording ? evaluateMember([], target, String(place), item) : accepts(target, item)
      if !accepted {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    evaluated.markAll()
    if R.isRecording { recorder.end(isValid, message: nil, annotation: hasAny ? JSONValue.bool(true) : Optional.none) }
    return isValid
  }
}
