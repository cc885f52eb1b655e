/// A regular expression as instructions of a non-deterministic machine.
final class RegexProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(Int)
    case split(Int, Int)
    case jump(Int)
    case assertion(RegexAssertion)
    case look(Int, isNegated: Bool)
    case save(Int)
    /// Remembers where an iteration begins, in a register.
    case mark(Int)
    /// Fails where the iteration since its mark took nothing.
    case progress(Int)
    /// Forgets the groups in a range of slots, as each iteration does.
    case clear(ClosedRange<Int>)
    case backreference(Int)
    case match
  }

  let instructions: [Instruction]
  let sets: [ScalarSet]
  /// The programs of lookaheads and lookbehinds.
  let looks: [RegexProgram]
  /// Whether the program reads from right to left, as a lookbehind does.
  let isBackward: Bool
  let startsAnchored: Bool
  /// Where there is a back-reference, only backtracking gives the right answer.
  let needsBacktracking: Bool
  let slotCount: Int
  /// The slots of groups; those after them are marks of loops, which belong to one program alone.
  let captureSlots: Int

  init(
    instructions: [Instruction], sets: [ScalarSet], looks: [RegexProgram], isBackward: Bool, startsAnchored: Bool,
    needsBacktracking: Bool, slotCount: Int, captureSlots: Int
  ) {
    self.instructions = instructions
    self.sets = sets
    self.looks = looks
    self.isBackward = isBackward
    self.startsAnchored = startsAnchored
    self.needsBacktracking = needsBacktracking
    self.slotCount = slotCount
    self.captureSlots = captureSlots
  }
}
