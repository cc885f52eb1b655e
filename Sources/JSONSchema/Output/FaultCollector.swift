/// Turns the tree of an evaluation into faults that a person can act on.
struct FaultCollector {
  let schema: Schema
  let instance: JSONValue
  let secrets: Set<JSONPointer>

  init(schema: Schema, instance: JSONValue) {
    self.schema = schema
    self.instance = instance
    secrets = Set(schema.secretLocations(in: instance))
  }

  /// What is known of the value that is looked at.
  struct Subject {
    var title: String?
    var details: String?
    var node: Int?
  }

  func faults(of root: OutputUnit) -> [Fault] {
    var seen: Set<Fault> = []
    return collect(root, Subject(), parent: nil).filter { seen.insert($0).inserted }
  }

  func collect(_ unit: OutputUnit, _ outer: Subject, parent: OutputUnit?) -> [Fault] {
    if unit.isValid { return [] }
    let subject = subject(of: unit, outer, parent: parent)
    let failing = unit.children.filter { !$0.isValid }
    let isKeyword = unit.node == nil
    switch unit.keyword {
    case "if" where !isKeyword: return []
    case "not" where isKeyword, "contains" where isKeyword: return [fault(unit, subject)]
    case "anyOf" where isKeyword: return alternatives(unit, subject)
    case "oneOf" where isKeyword:
      return failing.count < unit.children.count ? [fault(unit, subject)] : alternatives(unit, subject)
    case "propertyNames" where isKeyword: return names(unit, subject)
    case "required" where isKeyword, "dependentRequired" where isKeyword,
      "dependencies" where isKeyword && failing.isEmpty:
      return missing(unit, subject)
    default: break
    }
    if failing.isEmpty { return [leaf(unit, subject)] }
    return failing.flatMap { collect($0, subject, parent: unit) }
  }

  private func subject(of unit: OutputUnit, _ outer: Subject, parent: OutputUnit?) -> Subject {
    var subject = outer
    if let parent, parent.instanceLocation != unit.instanceLocation { subject = Subject() }
    guard let node = unit.node else { return subject }
    subject.node = node
    if let title = schema.program.nodes[node].annotation("title")?.stringValue { subject.title = title }
    if let text = schema.program.nodes[node].annotation("description")?.stringValue { subject.details = text }
    return subject
  }

  func fault(_ unit: OutputUnit, _ subject: Subject, causes: [Fault] = []) -> Fault {
    let isSecret = secrets.contains(unit.instanceLocation)
    let predicate = unit.predicate?.text(isSecret: isSecret) ?? "does not fit its schema"
    var suggestion: String?
    if unit.keyword == "enum", !isSecret { suggestion = enumSuggestion(unit, subject) }
    let ending = suggestion.map { ". Did you mean “\($0)”?" } ?? "."
    return make(unit, subject, name(unit.instanceLocation, subject) + " " + predicate + ending, suggestion, causes)
  }

  func make(
    _ unit: OutputUnit, _ subject: Subject, _ message: String, _ suggestion: String? = nil, _ causes: [Fault] = []
  ) -> Fault {
    Fault(
      instanceLocation: unit.instanceLocation, keywordLocation: unit.keywordLocation,
      absoluteKeywordLocation: unit.absoluteKeywordLocation, keyword: unit.keyword, message: message,
      title: subject.title, details: subject.details, suggestion: suggestion, causes: causes)
  }

  /// What the value is called in a sentence.
  func name(_ location: JSONPointer, _ subject: Subject) -> String {
    guard let last = location.tokens.last else { return subject.title.map { "“\($0)”" } ?? "The document" }
    if let title = subject.title { return "“\(title)”" }
    if let place = Int(last), JSONPointer(tokens: location.tokens.dropLast()).resolve(in: instance)?.arrayValue != nil {
      return "Item \(place + 1)"
    }
    return "“\(last)”"
  }

  private func enumSuggestion(_ unit: OutputUnit, _ subject: Subject) -> String? {
    guard case .string(let text)? = unit.predicate?.found, let node = subject.node else { return nil }
    for keyword in schema.program.nodes[node].forAny {
      guard case .enumeration(let rule) = keyword.rule else { continue }
      return Suggestion.nearest(to: text, among: rule.values.compactMap(\.stringValue))
    }
    return nil
  }
}
