extension Evaluator {
  /// Whether a rule that applies no schema holds for a value of the type that it is about.
  @inline(__always)
  mutating func holds(_ rule: Rule, _ value: JSONValue) -> Bool {
    switch (rule, value) {
    case (.type(let types, let integersAreWritten), _):
      return Self.hasType(value, types, integersAreWritten: integersAreWritten)
    case (.constant(let rule), _): return rule.value == value
    case (.enumeration(let rule), _): return rule.contains(value)
    case (_, .string(let text)): return holds(rule, text)
    case (_, .number(let number)): return Self.holds(rule, number)
    case (_, .array(let items)): return Self.holds(rule, items)
    case (_, .object(let object)): return Self.holds(rule, object)
    default: return true
    }
  }

  static func hasType(_ value: JSONValue, _ types: TypeSet, integersAreWritten: Bool) -> Bool {
    switch value {
    case .null: return types.contains(.null)
    case .bool: return types.contains(.boolean)
    case .string: return types.contains(.string)
    case .array: return types.contains(.array)
    case .object: return types.contains(.object)
    case .number(let number):
      if types.contains(.number) { return true }
      guard types.contains(.integer) else { return false }
      return integersAreWritten ? number.isWrittenAsInteger : number.isInteger
    }
  }

  private mutating func holds(_ rule: Rule, _ text: String) -> Bool {
    switch rule {
    case .minimumLength(let limit): return text.utf8.count >= limit && TextLength.scalars(text) >= limit
    case .maximumLength(let limit): return text.utf8.count <= limit || TextLength.scalars(text) <= limit
    case .pattern(let regex): return matches(regex, text)
    case .format(let rule): return rule.format?.accepts(text) ?? true
    case .content(let rule): return rule.accepts(text)
    default: return true
    }
  }

  mutating func matches(_ regex: ECMARegex, _ text: String) -> Bool {
    if let found = regex.matches(text, stepLimit: limits.regexSteps) { return found }
    if abortion == nil { abortion = .regexSteps }
    return false
  }

  private static func holds(_ rule: Rule, _ number: JSONNumber) -> Bool {
    switch rule {
    case .minimum(let limit): number >= limit
    case .exclusiveMinimum(let limit): number > limit
    case .maximum(let limit): number <= limit
    case .exclusiveMaximum(let limit): number < limit
    case .multipleOf(let divisor): number.isMultiple(of: divisor)
    default: true
    }
  }

  private static func holds(_ rule: Rule, _ items: [JSONValue]) -> Bool {
    switch rule {
    case .minimumItems(let limit): items.count >= limit
    case .maximumItems(let limit): items.count <= limit
    case .uniqueItems: Uniqueness.firstRepetition(in: items) == nil
    default: true
    }
  }

  private static func holds(_ rule: Rule, _ object: JSONObject) -> Bool {
    switch rule {
    case .required(let names): names.allSatisfy { object.find($0.text, hash: $0.hash) >= 0 }
    case .minimumProperties(let limit): object.count >= limit
    case .maximumProperties(let limit): object.count <= limit
    case .dependentRequired(let rules):
      rules.allSatisfy { rule in
        object.find(rule.trigger.text, hash: rule.trigger.hash) < 0
          || rule.names.allSatisfy { object.find($0.text, hash: $0.hash) >= 0 }
      }
    default: true
    }
  }
}

enum TextLength {
  /// The length of a text in Unicode scalars, which is what JSON Schema counts.
  static func scalars(_ text: String) -> Int {
    text.utf8.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }
}

enum Uniqueness {
  /// The places of two equal items, nil where all differ.
  static func firstRepetition(in items: [JSONValue]) -> (Int, Int)? {
    if items.count <= 12 {
      for later in items.indices {
        for earlier in 0..<later where items[earlier] == items[later] { return (earlier, later) }
      }
      return nil
    }
    var seen: [JSONValue: Int] = [:]
    seen.reserveCapacity(items.count)
    for (place, item) in items.enumerated() {
      if let earlier = seen.updateValue(place, forKey: item) { return (earlier, place) }
    }
    return nil
  }
}
