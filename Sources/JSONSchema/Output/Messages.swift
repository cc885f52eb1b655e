/// What keywords say when a value breaks them.
enum Messages {
  static let anyOf = Predicate("must fit at least one of the forms that are allowed")

  static func oneOf(_ accepting: [Int]) -> Predicate {
    guard accepting.count > 1 else { return Predicate("must fit one of the forms that are allowed") }
    let places = accepting.map { String($0 + 1) }.joined(separator: " and ")
    return Predicate("must fit only one of the forms that are allowed, but it fits forms \(places)")
  }

  static func not(_ node: Node, _ value: JSONValue) -> Predicate {
    for keyword in node.keywords {
      switch keyword.rule {
      case .type(let types, _): return Predicate("must not be \(typeNames(types))")
      case .constant, .enumeration: return Predicate("must not be \(ValueText.literal(value))")
      case .required(let names) where names.count == 1: return Predicate("must not have “\(names[0].text)”")
      case .pattern(let regex): return Predicate("must not match the pattern \(regex.source)")
      default: continue
      }
    }
    return Predicate("must not be of a form that is ruled out")
  }

  static func contains(_ rule: ContainsRule, _ count: Int) -> Predicate {
    if let maximum = rule.maximum, count > maximum {
      return Predicate("must have at most \(ValueText.count(maximum, "item")) of the wanted form, but it has \(count)")
    }
    return Predicate(
      "must have at least \(ValueText.count(rule.minimum, "item")) of the wanted form, but it has \(count)")
  }

  /// What a schema that is `false` says; nil for any other, whose keywords speak for it.
  static func falseSchema(_ node: Node) -> Predicate? { node.verdict == false ? Predicate("is not allowed here") : nil }

  static func assertion(_ keyword: Keyword, _ value: JSONValue) -> Predicate? {
    switch keyword.rule {
    case .type(let types, _): return Predicate("must be \(typeNames(types))", found: value)
    case .constant(let rule): return Predicate("must be \(ValueText.literal(rule.value))", found: value)
    case .enumeration(let rule): return enumeration(rule, value)
    case .required(let names): return missing(names, in: value)
    case .dependentRequired(let rules): return missing(rules, in: value)
    case .format(let rule): return Predicate("must be \(FormatNames.phrase(rule.name))", found: value)
    case .content(let rule):
      let form = [rule.encoding, rule.mediaType].compactMap { $0 }.joined(separator: " of ")
      return Predicate("must be \(form)", found: value)
    default: return number(keyword, value) ?? size(keyword, value)
    }
  }

  private static func number(_ keyword: Keyword, _ value: JSONValue) -> Predicate? {
    switch keyword.rule {
    case .minimum(let limit): Predicate("must be at least \(limit.text)", found: value)
    case .exclusiveMinimum(let limit): Predicate("must be more than \(limit.text)", found: value)
    case .maximum(let limit): Predicate("must be at most \(limit.text)", found: value)
    case .exclusiveMaximum(let limit): Predicate("must be less than \(limit.text)", found: value)
    case .multipleOf(let divisor): Predicate("must be a multiple of \(divisor.text)", found: value)
    case .pattern(let regex): Predicate("must match the pattern \(regex.source)", found: value)
    default: nil
    }
  }

  private static func size(_ keyword: Keyword, _ value: JSONValue) -> Predicate? {
    let length = value.stringValue.map(TextLength.scalars) ?? 0
    let items = value.arrayValue ?? []
    let properties = value.objectValue?.count ?? 0
    switch keyword.rule {
    case .minimumLength(let limit):
      return Predicate("must have at least \(ValueText.count(limit, "character")), but it has \(length)")
    case .maximumLength(let limit):
      return Predicate("must have at most \(ValueText.count(limit, "character")), but it has \(length)")
    case .minimumItems(let limit):
      return Predicate("must have at least \(ValueText.count(limit, "item")), but it has \(items.count)")
    case .maximumItems(let limit):
      return Predicate("must have at most \(ValueText.count(limit, "item")), but it has \(items.count)")
    case .uniqueItems:
      guard let (first, second) = Uniqueness.firstRepetition(in: items) else { return nil }
      return Predicate("must have no item twice, but items \(first + 1) and \(second + 1) are equal")
    case .minimumProperties(let limit):
      return Predicate(
        "must have at least \(ValueText.count(limit, "property", "properties")), but it has \(properties)")
    case .maximumProperties(let limit):
      return Predicate(
        "must have at most \(ValueText.count(limit, "property", "properties")), but it has \(properties)")
    default: return nil
    }
  }

  private static func enumeration(_ rule: EnumerationRule, _ value: JSONValue) -> Predicate {
    var parts = rule.values.prefix(12).map(ValueText.literal)
    if rule.values.count > parts.count { parts.append("\(rule.values.count - parts.count) more") }
    let list = parts.count == 1 ? parts[0] : "one of " + ValueText.alternatives(Array(parts))
    return Predicate("must be \(list)", found: value)
  }

  private static func missing(_ names: [PropertyName], in value: JSONValue) -> Predicate? {
    guard case .object(let object) = value else { return nil }
    let missing = names.map(\.text).filter { object[$0] == nil }
    let list = missing.map { "“\($0)”" }.joined(separator: ", ")
    return Predicate("must have \(list)", names: missing)
  }

  private static func missing(
    _ rules: [(trigger: PropertyName, names: [PropertyName])], in value: JSONValue
  ) -> Predicate? {
    guard case .object(let object) = value else { return nil }
    for rule in rules where object[rule.trigger.text] != nil {
      let missing = rule.names.map(\.text).filter { object[$0] == nil }
      if missing.isEmpty { continue }
      let list = missing.map { "“\($0)”" }.joined(separator: ", ")
      return Predicate("must have \(list) where it has “\(rule.trigger.text)”", names: missing)
    }
    return nil
  }

  /// “a string or an array”.
  static func typeNames(_ types: TypeSet) -> String {
    ValueText.alternatives(
      types.names.map { name in
        switch name {
        case "null": "null"
        case "integer": "a whole number"
        case "boolean": "true or false"
        case "array", "object": "an \(name)"
        default: "a \(name)"
        }
      })
  }
}
