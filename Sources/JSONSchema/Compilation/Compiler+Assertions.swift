extension Compiler {
  /// A keyword's value where it is a whole number that is not negative.
  func count(_ keyword: String, _ scope: SchemaScope) -> Int? {
    guard case .number(let number)? = scope.object[keyword], number.isInteger, number >= JSONNumber(0) else {
      return nil
    }
    return number.int64.flatMap { Int(exactly: $0) } ?? Int.max
  }

  func compileGeneralAssertions(_ scope: inout SchemaScope) throws(SchemaError) {
    if let types = try types(scope) {
      scope.node.types = types
      scope.node.integersAreWritten = scope.dialect.dialect == .draft4
    }
    if scope.dialect.dialect >= .draft6, let value = scope.object["const"] {
      scope.node.forAny.append(Keyword(name: "const", rule: .constant(ConstantRule(value))))
    }
    if case .array(let values)? = scope.object["enum"] {
      scope.node.forAny.append(Keyword(name: "enum", rule: .enumeration(EnumerationRule(values))))
    }
  }

  private func types(_ scope: SchemaScope) throws(SchemaError) -> TypeSet? {
    let names: [JSONValue]
    switch scope.object["type"] {
    case .string(let name)?: names = [.string(name)]
    case .array(let list)?: names = list
    default: return nil
    }
    var types: TypeSet = []
    for name in names {
      guard let type = name.stringValue.flatMap({ TypeSet(name: $0) }) else {
        throw SchemaError(
          .invalidSchema, at: scope.locationText("type"),
          "\(name) is no type; the types are null, boolean, object, array, number, integer and string.")
      }
      types.formUnion(type)
    }
    return types
  }

  func compileNumbers(_ scope: inout SchemaScope) {
    let isOld = scope.dialect.dialect == .draft4
    func number(_ keyword: String) -> JSONNumber? {
      if case .number(let number)? = scope.object[keyword] { number } else { nil }
    }
    func add(_ keyword: String, _ rule: Rule) { scope.node.forNumbers.append(Keyword(name: keyword, rule: rule)) }
    if let limit = number("minimum") {
      add("minimum", isOld && scope.object["exclusiveMinimum"] == true ? .exclusiveMinimum(limit) : .minimum(limit))
    }
    if let limit = number("maximum") {
      add("maximum", isOld && scope.object["exclusiveMaximum"] == true ? .exclusiveMaximum(limit) : .maximum(limit))
    }
    if !isOld, let limit = number("exclusiveMinimum") { add("exclusiveMinimum", .exclusiveMinimum(limit)) }
    if !isOld, let limit = number("exclusiveMaximum") { add("exclusiveMaximum", .exclusiveMaximum(limit)) }
    if let divisor = number("multipleOf") { add("multipleOf", .multipleOf(divisor)) }
  }

  func compileStrings(_ scope: inout SchemaScope) throws(SchemaError) {
    if let limit = count("minLength", scope) {
      scope.node.forStrings.append(Keyword(name: "minLength", rule: .minimumLength(limit)))
    }
    if let limit = count("maxLength", scope) {
      scope.node.forStrings.append(Keyword(name: "maxLength", rule: .maximumLength(limit)))
    }
    if case .string(let source)? = scope.object["pattern"] {
      let regex = try compileRegex(source, at: scope.locationText("pattern"))
      scope.node.forStrings.append(Keyword(name: "pattern", rule: .pattern(regex)))
    }
  }

  func compileSizes(_ scope: inout SchemaScope) {
    if let limit = count("minItems", scope) {
      scope.node.forArrays.append(Keyword(name: "minItems", rule: .minimumItems(limit)))
    }
    if let limit = count("maxItems", scope) {
      scope.node.forArrays.append(Keyword(name: "maxItems", rule: .maximumItems(limit)))
    }
    if scope.object["uniqueItems"] == true {
      scope.node.forArrays.append(Keyword(name: "uniqueItems", rule: .uniqueItems))
    }
    if let limit = count("minProperties", scope) {
      scope.node.forObjects.append(Keyword(name: "minProperties", rule: .minimumProperties(limit)))
    }
    if let limit = count("maxProperties", scope) {
      scope.node.forObjects.append(Keyword(name: "maxProperties", rule: .maximumProperties(limit)))
    }
    if case .array(let names)? = scope.object["required"] {
      let names = names.compactMap { $0.stringValue.map(PropertyName.init) }
      scope.node.forObjects.insert(Keyword(name: "required", rule: .required(names)), at: 0)
    }
  }

  func compileFormat(_ scope: inout SchemaScope) {
    guard case .string(let name)? = scope.object["format"] else { return }
    let asserts = options.assertsFormat || scope.has(.formatAssertion)
    guard asserts, let format = Format.named(name, in: scope.dialect.dialect) else { return }
    scope.node.forStrings.append(Keyword(name: "format", rule: .format(FormatRule(name: name, format: format))))
  }

  func compileContent(_ scope: inout SchemaScope) {
    guard options.assertsContent, scope.dialect.dialect == .draft7 else { return }
    let encoding = scope.object["contentEncoding"]?.stringValue
    let mediaType = scope.object["contentMediaType"]?.stringValue
    if encoding == nil, mediaType == nil { return }
    let keyword = encoding == nil ? "contentMediaType" : "contentEncoding"
    let rule = ContentRule(encoding: encoding, mediaType: mediaType)
    scope.node.forStrings.append(Keyword(name: keyword, rule: .content(rule)))
  }

  /// Keeps the keywords that only describe, and from 2019-09 those that are unknown.
  func collectAnnotations(_ scope: inout SchemaScope) {
    let dialect = scope.dialect.dialect
    for (keyword, value) in scope.object where AnnotationKeywords.describes(keyword, in: dialect) {
      if keyword == "contentSchema", scope.object["contentMediaType"] == nil { continue }
      scope.node.annotations.append((keyword, value))
    }
  }
}

/// Which keywords give their value as an annotation.
enum AnnotationKeywords {
  /// Keywords that assert, apply or identify, and so give none.
  private static let others: Set<String> = [
    "$schema", "$id", "id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor",
    "$vocabulary", "$comment", "$defs", "definitions", "allOf", "anyOf", "oneOf", "not", "if", "then", "else",
    "dependentSchemas", "dependencies", "dependentRequired", "prefixItems", "items", "additionalItems", "contains",
    "properties", "patternProperties", "additionalProperties", "propertyNames", "unevaluatedItems",
    "unevaluatedProperties", "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains",
    "minContains", "maxProperties", "minProperties", "required",
  ]

  static func describes(_ keyword: String, in dialect: Dialect) -> Bool { !others.contains(keyword) }
}
