/// Evaluates nodes against values.
struct Evaluator<R: Recorder> {
  let nodes: UnsafeBufferPointer<Node>
  let usesDynamicScope: Bool
  let limits: Schema.Limits
  var recorder: R
  /// A limit that was hit; the value then counts as invalid.
  var abortion: Schema.Abortion?
  private var depth = 0
  private var evaluations = 0
  /// The resources that evaluation has gone into, outermost first.
  private var scope: [Int] = []

  init(nodes: UnsafeBufferPointer<Node>, usesDynamicScope: Bool, limits: Schema.Limits, recorder: R) {
    self.nodes = nodes
    self.usesDynamicScope = usesDynamicScope
    self.limits = limits
    self.recorder = recorder
  }

  /// Whether a node accepts a value that nobody else asks about.
  @inline(__always)
  mutating func accepts(_ index: Int, _ value: JSONValue) -> Bool {
    var evaluated = Evaluated(isKept: false)
    return evaluate(index, value, &evaluated)
  }

  /// Whether a node accepts a value; what it looked at is marked where it accepts.
  mutating func evaluate(_ index: Int, _ value: JSONValue, _ evaluated: inout Evaluated) -> Bool {
    let node = nodes.baseAddress.unsafelyUnwrapped + index
    if R.isRecording { recorder.enter(index) }
    if let verdict = node.pointee.verdict { return verdict }
    depth &+= 1
    evaluations &+= 1
    defer { depth &-= 1 }
    guard depth <= limits.recursionDepth, evaluations <= limits.evaluations, abortion == nil else {
      if abortion == nil { abortion = depth > limits.recursionDepth ? .depth : .evaluations }
      return false
    }
    guard usesDynamicScope, scope.last != node.pointee.resource else { return run(node, value, &evaluated) }
    scope.append(node.pointee.resource)
    defer { scope.removeLast() }
    return run(node, value, &evaluated)
  }

  private mutating func run(
    _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    if node.pointee.unevaluated.isEmpty {
      let isValid = runKeywords(node, value, &evaluated)
      if R.isRecording { recordAnnotations(node, value) }
      return isValid
    }
    var own = Evaluated(isKept: true)
    var isValid = runKeywords(node, value, &own)
    if isValid {
      for keyword in node.pointee.unevaluated where !apply(keyword, node, value, &own) {
        isValid = false
        if !R.isRecording { return false }
      }
    }
    if R.isRecording { recordAnnotations(node, value) }
    if isValid, evaluated.isKept { evaluated.formUnion(own) }
    return isValid
  }

  private mutating func runKeywords(
    _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    var isValid = true
    if let types = node.pointee.types {
      if R.isRecording {
        for keyword in node.pointee.typeKeyword { isValid = apply(keyword, node, value, &evaluated) }
      } else if !Self.hasType(value, types, integersAreWritten: node.pointee.integersAreWritten) {
        return false
      }
    }
    for keyword in node.pointee.forAny where !apply(keyword, node, value, &evaluated) {
      isValid = false
      if !R.isRecording { return false }
    }
    switch value {
    case .object: return runTyped(node.pointee.forObjects, node, value, &evaluated) && isValid
    case .array: return runTyped(node.pointee.forArrays, node, value, &evaluated) && isValid
    case .string: return runTyped(node.pointee.forStrings, node, value, &evaluated) && isValid
    case .number: return runTyped(node.pointee.forNumbers, node, value, &evaluated) && isValid
    case .null, .bool: return isValid
    }
  }

  @inline(__always)
  private mutating func runTyped(
    _ keywords: [Keyword], _ node: UnsafePointer<Node>, _ value: JSONValue, _ evaluated: inout Evaluated
  ) -> Bool {
    var isValid = true
    for keyword in keywords where !apply(keyword, node, value, &evaluated) {
      isValid = false
      if !R.isRecording { return false }
    }
    return isValid
  }

  private mutating func recordAnnotations(_ node: UnsafePointer<Node>, _ value: JSONValue) {
    for annotation in node.pointee.annotations {
      // What speaks of a text's content says nothing of other values.
      if annotation.name.hasPrefix("content"), value.stringValue == nil { continue }
      recorder.begin([annotation.name], location: node.pointee.location + "/" + JSONPointer.escape(annotation.name))
      recorder.end(true, message: nil, annotation: annotation.value)
    }
  }

  /// The node that a dynamic reference leads to now.
  func target(of rule: DynamicReferenceRule) -> Int {
    for resource in scope {
      if let target = rule.targets[resource] { return target }
    }
    return rule.fallback
  }
}
