/// What is visible in a function while it is parsed: variables, labels, and gotos that still look for theirs.
final class FunctionScope {
  /// A block of the function.
  struct BlockScope {
    var firstVariable: Int
    var firstLabel: Int
    var firstGoto: Int
    var isLoop: Bool
  }

  struct Label {
    var name: String
    var line: Int
    var variables: Int
  }

  struct Goto {
    /// nil for `break`.
    var name: String?
    var span: SourceSpan
    /// How many variables are visible where it stands.
    var variables: Int
  }

  let parent: FunctionScope?
  let isVariadic: Bool
  var variables: [LocalVariable] = []
  /// Variables that a `for` loop keeps for itself: they count for the limit.
  var hiddenVariables = 0
  var blocks: [BlockScope] = []
  var labels: [Label] = []
  var gotos: [Goto] = []
  private(set) var upvalues: Set<ObjectIdentifier> = []
  private var usesEnvironment = false

  /// Lua's own limits (lparser.c, lfunc.h).
  static let variableLimit = 200
  static let upvalueLimit = 255

  init(parent: FunctionScope?, isVariadic: Bool) {
    self.parent = parent
    self.isVariadic = isVariadic
  }

  func variable(_ name: String) -> LocalVariable? { variables.last { $0.name == name } }

  /// Notes a variable of a function around this one; false when there are too many.
  func capture(_ variable: LocalVariable) -> Bool {
    upvalues.insert(ObjectIdentifier(variable))
    return upvalues.count + (usesEnvironment ? 1 : 0) <= Self.upvalueLimit
  }

  /// Notes the use of a global, through the upvalue `_ENV`; false when there are too many upvalues.
  func captureEnvironment() -> Bool {
    usesEnvironment = true
    return upvalues.count + 1 <= Self.upvalueLimit
  }

  func openBlock(isLoop: Bool) {
    blocks.append(
      BlockScope(
        firstVariable: variables.count, firstLabel: labels.count, firstGoto: gotos.count, isLoop: isLoop))
  }

  /// Ends a block: its variables and labels are gone, gotos without a label look for it in the block around.
  func closeBlock() throws(SyntaxError) {
    guard let block = blocks.popLast() else { return }
    variables.removeSubrange(block.firstVariable...)
    labels.removeSubrange(block.firstLabel...)
    if block.isLoop {
      gotos = gotos.enumerated().filter { $0.offset < block.firstGoto || $0.element.name != nil }.map(\.element)
    }
    for index in block.firstGoto..<gotos.count {
      gotos[index].variables = min(gotos[index].variables, variables.count)
    }
    if blocks.isEmpty, let open = gotos.first { throw Self.unresolved(open) }
  }

  private static func unresolved(_ goto: Goto) -> SyntaxError {
    guard let name = goto.name else { return SyntaxError("break outside a loop", at: goto.span) }
    return SyntaxError("no visible label '\(name)' for goto", at: goto.span)
  }

  func addGoto(_ name: String?, at span: SourceSpan) {
    if let name, labels.contains(where: { $0.name == name }) { return }
    gotos.append(Goto(name: name, span: span, variables: variables.count))
  }

  /// Adds a label and sends the gotos that wait for it there.
  /// - Parameter isLast: only void statements follow it in its block, so that it is out of its variables' scope
  ///   (manual §3.3.4).
  func addLabel(_ name: String, at span: SourceSpan, isLast: Bool) throws(SyntaxError) {
    guard let block = blocks.last else { return }
    let visible = isLast ? block.firstVariable : variables.count
    labels.append(Label(name: name, line: span.start.line, variables: visible))
    var waiting = Array(gotos[..<block.firstGoto])
    for goto in gotos[block.firstGoto...] {
      guard goto.name == name else {
        waiting.append(goto)
        continue
      }
      if goto.variables < visible {
        let local = variables[goto.variables].name
        throw SyntaxError("goto '\(name)' jumps into the scope of local '\(local)'", at: goto.span)
      }
    }
    gotos = waiting
  }
}
