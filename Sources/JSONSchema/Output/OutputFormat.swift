/// The output formats of the specification (2020-12 core, section 12).
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Only whether the value fits.
  case flag
  /// A flat list of errors, or of annotations.
  case basic
  /// A tree without the branches that say nothing.
  case detailed
  /// The whole tree of what was evaluated.
  case verbose
}

extension Schema {
  /// What the schema says of a value, in one of the specification's output formats.
  public func output(for instance: JSONValue, format: OutputFormat) -> JSONValue {
    if format == .flag { return ["valid": .bool(isValid(instance))] }
    let quick = run(instance, recorder: NoRecorder())
    let outcome = quick.abortion == nil ? run(instance, recorder: TreeRecorder()) : nil
    guard let outcome, outcome.abortion == nil, let root = outcome.recorder.root else {
      let reason = validate(instance).faults.first?.message ?? "The validation was given up."
      return [
        "valid": false, "keywordLocation": "", "instanceLocation": "", "error": .string(reason),
      ]
    }
    let renderer = OutputRenderer(secrets: Set(secretLocations(in: instance)))
    switch format {
    case .flag: return ["valid": .bool(root.isValid)]
    case .basic: return renderer.basic(root)
    case .detailed: return .object(renderer.detailed(root))
    case .verbose: return .object(renderer.verbose(root))
    }
  }
}

/// Renders the tree of an evaluation.
struct OutputRenderer {
  let secrets: Set<JSONPointer>

  private func head(_ unit: OutputUnit) -> JSONObject {
    [
      "valid": .bool(unit.isValid), "keywordLocation": .string(unit.keywordLocation.description),
      "absoluteKeywordLocation": .string(unit.absoluteKeywordLocation),
      "instanceLocation": .string(unit.instanceLocation.description),
    ]
  }

  private func error(_ unit: OutputUnit) -> JSONValue? {
    guard !unit.isValid, let predicate = unit.predicate else { return nil }
    return .string("The value " + predicate.text(isSecret: secrets.contains(unit.instanceLocation)) + ".")
  }

  func verbose(_ unit: OutputUnit) -> JSONObject {
    var object = head(unit)
    if let error = error(unit) { object["error"] = error }
    if unit.isValid, let annotation = unit.annotation { object["annotation"] = annotation }
    if !unit.children.isEmpty {
      object[unit.isValid ? "annotations" : "errors"] = .array(unit.children.map { .object(verbose($0)) })
    }
    return object
  }

  /// The units that bear on the result: of a valid one its annotations, of an invalid one its errors.
  private func relevant(_ unit: OutputUnit) -> [OutputUnit] {
    if unit.isValid { return unit.keyword == "not" ? [] : unit.children.filter { $0.isValid && says($0) } }
    if unit.node == nil, unit.keyword == "not" { return [] }
    return unit.children.filter { !$0.isValid && $0.keyword != "if" }
  }

  private func says(_ unit: OutputUnit) -> Bool { unit.annotation != nil || relevant(unit).contains(where: says) }

  func detailed(_ unit: OutputUnit) -> JSONObject {
    let children = relevant(unit)
    if children.count == 1, unit.annotation == nil, unit.predicate == nil, !unit.keywordLocation.tokens.isEmpty {
      return detailed(children[0])
    }
    var object = head(unit)
    if let error = error(unit) { object["error"] = error }
    if unit.isValid, let annotation = unit.annotation { object["annotation"] = annotation }
    if !children.isEmpty {
      object[unit.isValid ? "annotations" : "errors"] = .array(children.map { .object(detailed($0)) })
    }
    return object
  }

  func basic(_ root: OutputUnit) -> JSONValue {
    var units: [JSONValue] = []
    func gather(_ unit: OutputUnit) {
      var object = head(unit)
      if unit.isValid {
        if let annotation = unit.annotation {
          object["annotation"] = annotation
          units.append(.object(object))
        }
      } else {
        if let error = error(unit) { object["error"] = error }
        units.append(.object(object))
      }
      relevant(unit).forEach(gather)
    }
    gather(root)
    return ["valid": .bool(root.isValid), root.isValid ? "annotations" : "errors": .array(units)]
  }
}
