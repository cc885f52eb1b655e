/// A regular expression of ECMA-262, as with its `u` flag.
///
/// Most expressions run in linear time; those with back-references backtrack within a number of steps.
struct ECMARegex: Sendable {
  let source: String
  private let program: RegexProgram
  private let table: RegexTable?

  /// Parses an expression.
  ///
  /// - Parameter isLenient: whether the web's legacy grammar is taken where the strict one refuses.
  init(_ source: String, isLenient: Bool = false) throws(RegexError) {
    self.source = source
    do {
      program = try Self.compile(source, isLenient: false)
    } catch {
      guard isLenient, let legacy = try? Self.compile(source, isLenient: true) else { throw error }
      program = legacy
    }
    table = RegexTable(program)
  }

  private static func compile(_ source: String, isLenient: Bool) throws(RegexError) -> RegexProgram {
    var parser = RegexParser(source, isLenient: isLenient)
    let node = try parser.parse()
    return try RegexCompiler.compile(node, captureCount: parser.captureCount)
  }

  /// Whether the expression matches somewhere in a text; nil where that takes more than a number of steps.
  func matches(_ text: String, stepLimit: Int) -> Bool? {
    let fast = text.utf8.withContiguousStorageIfAvailable { matches($0, stepLimit) }
    return fast ?? Array(text.utf8).withUnsafeBufferPointer { matches($0, stepLimit) }
  }

  private func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ stepLimit: Int) -> Bool? {
    if let found = table?.matches(bytes) { return found }
    let text = RegexText(bytes: bytes)
    if program.needsBacktracking {
      var backtracker = RegexBacktracker(text: text, stepsLeft: stepLimit)
      let found = backtracker.matches(program)
      return found || backtracker.stepsLeft > 0 ? found : nil
    }
    var simulation = RegexSimulation(text: text, stepsLeft: stepLimit)
    let found = simulation.matches(program, from: 0, isAnchored: false)
    return found || simulation.stepsLeft > 0 ? found : nil
  }
}
