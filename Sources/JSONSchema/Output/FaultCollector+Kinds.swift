extension FaultCollector {
  /// A fault that has no other below it.
  func leaf(_ unit: OutputUnit, _ subject: Subject) -> Fault {
    guard let node = unit.node, schema.program.nodes[node].verdict == false else { return fault(unit, subject) }
    switch unit.keyword {
    case "additionalProperties", "unevaluatedProperties": return unknownProperty(unit, subject)
    case "items", "additionalItems", "unevaluatedItems", "prefixItems":
      return make(unit, subject, "\(name(unit.instanceLocation, subject)) is one item too many.")
    default: return fault(unit, subject)
    }
  }

  private func unknownProperty(_ unit: OutputUnit, _ subject: Subject) -> Fault {
    let name = unit.instanceLocation.tokens.last ?? ""
    let parent = JSONPointer(tokens: unit.instanceLocation.tokens.dropLast())
    let known = schema.propertyNames(at: parent, in: instance)
    let present = parent.resolve(in: instance)?.objectValue
    let suggestion = Suggestion.nearest(to: name, among: known.filter { present?[$0] == nil })
    var message = "“\(name)” is not a known property."
    if let suggestion {
      message += " Did you mean “\(suggestion)”?"
    } else if !known.isEmpty, known.count <= 12 {
      message += " Known are " + known.map { "“\($0)”" }.joined(separator: ", ") + "."
    }
    return make(unit, subject, message, suggestion)
  }

  /// One fault for each property that is missing.
  func missing(_ unit: OutputUnit, _ subject: Subject) -> [Fault] {
    guard let predicate = unit.predicate, !predicate.names.isEmpty else { return [fault(unit, subject)] }
    let reason = predicate.expected.contains(" where ") ? predicate.expected.split(separator: " where ").last : nil
    return predicate.names.map { name in
      let info = schema.property(name, at: unit.instanceLocation, in: instance)
      var message = label(name, info) + " is missing"
      if let reason { message += " where \(reason.replacingPrefix("it has", with: "there is"))" }
      message += "."
      let subject = Subject(title: info?.title, details: info?.description, node: nil)
      return make(unit, subject, message)
    }
  }

  /// “name”, with its title behind it where that says more.
  private func label(_ name: String, _ info: PropertyInfo?) -> String {
    guard let title = info?.title, title != name else { return "“\(name)”" }
    return "“\(name)” (\(title))"
  }

  /// One fault for each name that is not allowed.
  func names(_ unit: OutputUnit, _ subject: Subject) -> [Fault] {
    let keys = unit.instanceLocation.resolve(in: instance)?.objectValue?.keys ?? []
    return zip(keys, unit.children).flatMap { key, child -> [Fault] in
      collect(child, Subject(), parent: unit).map { inner in
        let reason =
          inner.message.firstRange(of: " must ").map { inner.message[$0.lowerBound...] } ?? " is not allowed."
        return make(unit, subject, "The property name “\(key)”\(reason)")
      }
    }
  }

  /// Faults of a value that fits none of several forms: those against the form that was meant, where that is clear.
  func alternatives(_ unit: OutputUnit, _ subject: Subject) -> [Fault] {
    let branches = unit.children.map { collect($0, subject, parent: unit) }
    let place = unit.instanceLocation
    let ofType = branches.filter { !$0.contains { $0.keyword == "type" && $0.instanceLocation == place } }
    if ofType.isEmpty { return [wrongType(unit, subject)] }
    if ofType.count == 1 { return ofType[0] }
    let chosen = ofType.filter { !$0.contains { isDiscriminator($0, place) } }
    if chosen.count == 1 { return chosen[0] }
    let forms = unit.children.compactMap(missingNames)
    guard forms.count == unit.children.count else {
      let closest = (chosen.isEmpty ? ofType : chosen).min { $0.count < $1.count } ?? []
      return [fault(unit, subject, causes: closest)]
    }
    return [make(unit, subject, "\(name(place, subject)) needs \(needs(forms, at: place)).")]
  }

  /// The properties whose absence is all that keeps a value from a form; nil where there is something else, or nothing.
  private func missingNames(_ form: OutputUnit) -> [String]? {
    let failing = form.children.filter { !$0.isValid }
    guard !failing.isEmpty, failing.allSatisfy({ $0.keyword == "required" && $0.node == nil }) else { return nil }
    return failing.flatMap { $0.predicate?.names ?? [] }
  }

  /// “a” and “b”, or “c”.
  private func needs(_ forms: [[String]], at place: JSONPointer) -> String {
    let parts = forms.map { names in
      let labels = names.map { label($0, schema.property($0, at: place, in: instance)) }
      guard labels.count > 1, let last = labels.last else { return labels.first ?? "" }
      return labels.dropLast().joined(separator: ", ") + " and " + last
    }
    return parts.joined(separator: ", or ")
  }

  /// Whether a fault tells that a form was not meant: a `const` or `enum` of a property such as `type`.
  private func isDiscriminator(_ fault: Fault, _ place: JSONPointer) -> Bool {
    (fault.keyword == "const" || fault.keyword == "enum")
      && fault.instanceLocation.tokens.count == place.tokens.count + 1
  }

  private func wrongType(_ unit: OutputUnit, _ subject: Subject) -> Fault {
    var types: TypeSet = []
    func gather(_ child: OutputUnit) {
      guard child.instanceLocation == unit.instanceLocation, !child.isValid else { return }
      if let node = child.node {
        types.formUnion(schema.program.nodes[node].types ?? [])
      }
      child.children.forEach(gather)
    }
    unit.children.forEach(gather)
    var copy = unit
    copy.predicate = Predicate(
      "must be \(Messages.typeNames(types))", found: unit.instanceLocation.resolve(in: instance))
    return fault(copy, subject)
  }
}

extension StringProtocol {
  fileprivate func replacingPrefix(_ prefix: String, with replacement: String) -> String {
    hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : String(self)
  }

  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
