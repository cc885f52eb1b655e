/// What a keyword demands. Integers are indices of nodes.
enum Rule: Sendable {
  // Any value
  case type(TypeSet, integersAreWritten: Bool)
  case constant(ConstantRule)
  case enumeration(EnumerationRule)
  case reference(Int)
  case dynamicReference(DynamicReferenceRule)
  case allOf([Int])
  case anyOf([Int])
  case oneOf([Int])
  case not(Int)
  case condition(ConditionRule)
  // Numbers
  case minimum(JSONNumber)
  case exclusiveMinimum(JSONNumber)
  case maximum(JSONNumber)
  case exclusiveMaximum(JSONNumber)
  case multipleOf(JSONNumber)
  // Strings
  case minimumLength(Int)
  case maximumLength(Int)
  case pattern(ECMARegex)
  case format(FormatRule)
  case content(ContentRule)
  // Arrays
  case items(ItemsRule)
  case contains(ContainsRule)
  case minimumItems(Int)
  case maximumItems(Int)
  case uniqueItems
  case unevaluatedItems(Int)
  // Objects
  case properties(PropertiesRule)
  case required([PropertyName])
  case propertyNames(Int)
  case minimumProperties(Int)
  case maximumProperties(Int)
  case dependentRequired([(trigger: PropertyName, names: [PropertyName])])
  case dependentSchemas([(trigger: PropertyName, node: Int)])
  case unevaluatedProperties(Int)
}

/// `const`.
final class ConstantRule: Sendable {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }
}

/// `enum`: searched one by one where short, by hash where long.
final class EnumerationRule: Sendable {
  let values: [JSONValue]
  private let set: Set<JSONValue>

  init(_ values: [JSONValue]) {
    self.values = values
    set = values.count > 8 ? Set(values) : []
  }

  func contains(_ value: JSONValue) -> Bool { set.isEmpty ? values.contains(value) : set.contains(value) }
}

/// `$dynamicRef` and `$recursiveRef`.
final class DynamicReferenceRule: Sendable {
  /// Where it leads without a dynamic scope.
  let fallback: Int
  /// Where it leads by the outermost resource of the scope that has the anchor.
  let targets: [Int: Int]

  init(fallback: Int, targets: [Int: Int]) {
    self.fallback = fallback
    self.targets = targets
  }
}

/// `if` with `then` and `else`.
final class ConditionRule: Sendable {
  let condition: Int
  let then: Int?
  let otherwise: Int?

  init(condition: Int, then: Int?, otherwise: Int?) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
  }
}

/// `format`, with the check where it is asserted.
final class FormatRule: Sendable {
  let name: String
  let format: Format?

  init(name: String, format: Format?) {
    self.name = name
    self.format = format
  }
}

/// `contentEncoding` and `contentMediaType`, where they are asserted.
final class ContentRule: Sendable {
  let encoding: String?
  let mediaType: String?

  init(encoding: String?, mediaType: String?) {
    self.encoding = encoding
    self.mediaType = mediaType
  }
}

/// `prefixItems` with `items`, and what older drafts have in their place.
final class ItemsRule: Sendable {
  let prefixKeyword: String
  let prefix: [Int]
  let restKeyword: String
  let rest: Int?

  init(prefixKeyword: String, prefix: [Int], restKeyword: String, rest: Int?) {
    self.prefixKeyword = prefixKeyword
    self.prefix = prefix
    self.restKeyword = restKeyword
    self.rest = rest
  }
}

/// `contains` with `minContains` and `maxContains`.
final class ContainsRule: Sendable {
  let node: Int
  let minimum: Int
  let maximum: Int?
  /// Whether an item that it finds counts as evaluated, as from 2020-12.
  let marksItems: Bool

  init(node: Int, minimum: Int, maximum: Int?, marksItems: Bool) {
    self.node = node
    self.minimum = minimum
    self.maximum = maximum
    self.marksItems = marksItems
  }
}

/// `properties`, `patternProperties` and `additionalProperties`, in one pass over an object.
final class PropertiesRule: Sendable {
  let properties: PropertyTable
  let patterns: [(regex: ECMARegex, node: Int)]
  let additional: Int?
  let hasProperties: Bool
  let hasPatterns: Bool

  init(properties: PropertyTable?, patterns: [(regex: ECMARegex, node: Int)]?, additional: Int?) {
    self.properties = properties ?? PropertyTable([])
    self.patterns = patterns ?? []
    self.additional = additional
    hasProperties = properties != nil
    hasPatterns = patterns != nil
  }
}
