/// What one keyword or schema says of one value; a tree of these is the specification's verbose output.
struct OutputUnit: Sendable {
  var isValid = true
  var keyword: String
  var keywordLocation: JSONPointer
  var absoluteKeywordLocation: String
  var instanceLocation: JSONPointer
  /// The schema that the unit is about, nil where it is about a keyword that is none.
  var node: Int?
  var predicate: Predicate?
  var annotation: JSONValue?
  var children: [OutputUnit] = []
}

/// Builds the tree while a value is evaluated.
struct TreeRecorder: Recorder {
  static var isRecording: Bool { true }

  private var open: [(unit: OutputUnit, tokens: Int)] = []
  private var keywordTokens: [String] = []
  private var instanceTokens: [String] = []
  private(set) var root: OutputUnit?

  mutating func begin(_ tokens: @autoclosure () -> [String], location: @autoclosure () -> String) {
    let tokens = tokens()
    keywordTokens += tokens
    let parent = open.last?.unit
    let keyword = parent?.node == nil ? parent?.keyword : tokens.first
    let unit = OutputUnit(
      keyword: keyword ?? "", keywordLocation: JSONPointer(tokens: keywordTokens),
      absoluteKeywordLocation: location(), instanceLocation: JSONPointer(tokens: instanceTokens))
    open.append((unit, tokens.count))
  }

  mutating func end(
    _ isValid: Bool, message: @autoclosure () -> Predicate?, annotation: @autoclosure () -> JSONValue?
  ) {
    guard let last = open.popLast() else { return }
    var unit = last.unit
    keywordTokens.removeLast(last.tokens)
    unit.isValid = isValid
    if isValid { unit.annotation = annotation() } else { unit.predicate = message() }
    if open.isEmpty { root = unit } else { open[open.count - 1].unit.children.append(unit) }
  }

  mutating func descend(_ token: @autoclosure () -> String) { instanceTokens.append(token()) }

  mutating func ascend() { instanceTokens.removeLast() }

  mutating func enter(_ node: Int) {
    if !open.isEmpty { open[open.count - 1].unit.node = node }
  }
}
