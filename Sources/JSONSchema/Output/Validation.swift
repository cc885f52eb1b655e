/// What a schema says of a value.
public struct Validation: Sendable {
  /// Whether the value fits the schema.
  public let isValid: Bool
  /// All faults, in the order of the schema; empty where the value fits.
  public let faults: [Fault]
}

extension Schema {
  /// Whether a value fits the schema; the quickest question, which stops at the first fault.
  public func isValid(_ instance: JSONValue) -> Bool {
    run(instance, recorder: NoRecorder()).isValid
  }

  /// Validates a value and explains every fault.
  public func validate(_ instance: JSONValue) -> Validation {
    let quick = run(instance, recorder: NoRecorder())
    if quick.isValid { return Validation(isValid: true, faults: []) }
    if let abortion = quick.abortion { return Validation(isValid: false, faults: [limitFault(abortion)]) }
    let outcome = run(instance, recorder: TreeRecorder())
    if let abortion = outcome.abortion { return Validation(isValid: false, faults: [limitFault(abortion)]) }
    guard let root = outcome.recorder.root else { return Validation(isValid: false, faults: []) }
    let collector = FaultCollector(schema: self, instance: instance)
    return Validation(isValid: false, faults: collector.faults(of: root))
  }

  /// The tree of all that was evaluated.
  func tree(_ instance: JSONValue) -> OutputUnit? { run(instance, recorder: TreeRecorder()).recorder.root }

  enum Abortion: Sendable {
    case depth
    case evaluations
    case regexSteps
  }

  func run<R: Recorder>(
    _ instance: JSONValue, recorder: R
  ) -> (isValid: Bool, recorder: R, abortion: Abortion?) {
    program.nodes.withUnsafeBufferPointer { nodes in
      var evaluator = Evaluator(
        nodes: nodes, usesDynamicScope: program.usesDynamicScope, limits: options.limits, recorder: recorder)
      evaluator.recorder.begin([], location: nodes[program.root].location)
      let isValid = evaluator.accepts(program.root, instance) && evaluator.abortion == nil
      evaluator.recorder.end(isValid, message: Messages.falseSchema(nodes[program.root]), annotation: nil)
      return (isValid, evaluator.recorder, evaluator.abortion)
    }
  }

  private func limitFault(_ abortion: Abortion) -> Fault {
    let message =
      switch abortion {
      case .depth:
        """
        The schema applies schemas deeper than \(options.limits.recursionDepth) levels; probably \
        a reference leads back to itself.
        """
      case .evaluations:
        """
        The validation took more than \(options.limits.evaluations) steps and was given up; probably \
        the schema's references multiply.
        """
      case .regexSteps:
        "A regular expression took more than \(options.limits.regexSteps) steps and was given up; simplify the pattern."
      }
    return Fault(
      instanceLocation: JSONPointer(), keywordLocation: JSONPointer(), absoluteKeywordLocation: "#", keyword: "",
      message: message, title: nil, details: nil, suggestion: nil, causes: [])
  }
}
