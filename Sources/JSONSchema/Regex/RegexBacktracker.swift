/// Runs a program with back-references by trying one way after the other, within a number of steps.
struct RegexBacktracker {
  private enum Choice {
    case branch(place: Int, offset: Int)
    case restore(slot: Int, value: Int)
  }

  let text: RegexText
  var stepsLeft: Int
  private var slots: [Int] = []

  init(text: RegexText, stepsLeft: Int) {
    self.text = text
    self.stepsLeft = stepsLeft
  }

  /// Whether the program matches anywhere. False, with no steps left, where the limit is hit.
  mutating func matches(_ program: RegexProgram) -> Bool {
    var start = 0
    while stepsLeft > 0 {
      slots = Array(repeating: -1, count: program.slotCount)
      if run(program, from: start) { return true }
      if start == text.end || program.startsAnchored { return false }
      start = text.scalar(at: start).1
    }
    return false
  }

  private mutating func run(_ program: RegexProgram, from start: Int) -> Bool {
    if slots.count < program.slotCount {
      slots += Array(repeating: -1, count: program.slotCount - slots.count)
    }
    var choices = [Choice.branch(place: 0, offset: start)]
    while let choice = choices.popLast() {
      switch choice {
      case .restore(let slot, let value): slots[slot] = value
      case .branch(let place, let offset):
        if follow(program, place, offset, &choices) { return true }
      }
    }
    return false
  }

  /// Follows one way until it matches or fails.
  private mutating func follow(
    _ program: RegexProgram, _ place: Int, _ offset: Int, _ choices: inout [Choice]
  ) -> Bool {
    var place = place
    var offset = offset
    while stepsLeft > 0 {
      stepsLeft -= 1
      switch program.instructions[place] {
      case .match: return true
      case .jump(let target):
        place = target
        continue
      case .split(let first, let second):
        choices.append(.branch(place: second, offset: offset))
        place = first
        continue
      case .save(let slot), .mark(let slot):
        choices.append(.restore(slot: slot, value: slots[slot]))
        slots[slot] = offset
      case .clear(let range):
        for slot in range where slots[slot] >= 0 {
          choices.append(.restore(slot: slot, value: slots[slot]))
          slots[slot] = -1
        }
      case .progress(let slot): if slots[slot] == offset { return false }
      case .assertion(let assertion): if !text.holds(assertion, at: offset) { return false }
      case .look(let look, let isNegated):
        if lookFails(program.looks[look], isNegated, offset, &choices) { return false }
      case .backreference(let group): guard take(group, program.isBackward, &offset) else { return false }
      case .scalar(let wanted): guard next(program, &offset) == wanted else { return false }
      case .set(let set):
        guard let scalar = next(program, &offset), program.sets[set].contains(scalar) else { return false }
      }
      place += 1
    }
    return false
  }

  private mutating func lookFails(
    _ look: RegexProgram, _ isNegated: Bool, _ offset: Int, _ choices: inout [Choice]
  ) -> Bool {
    let before = slots
    let found = run(look, from: offset)
    if !found || isNegated {
      slots = before
    } else {
      for slot in before.indices where before[slot] != slots[slot] {
        if slot >= look.captureSlots {
          slots[slot] = before[slot]
        } else {
          choices.append(.restore(slot: slot, value: before[slot]))
        }
      }
    }
    return found == isNegated
  }

  private func next(_ program: RegexProgram, _ offset: inout Int) -> UInt32? {
    if offset == (program.isBackward ? 0 : text.end) { return nil }
    let (scalar, following) = program.isBackward ? text.scalar(before: offset) : text.scalar(at: offset)
    offset = following
    return scalar
  }

  private mutating func take(_ group: Int, _ isBackward: Bool, _ offset: inout Int) -> Bool {
    let start = slots[group * 2]
    let end = slots[group * 2 + 1]
    guard start >= 0, end >= start else { return true }
    let length = end - start
    let from = isBackward ? offset - length : offset
    guard from >= 0, from + length <= text.end else { return false }
    stepsLeft -= length
    for index in 0..<length where text.bytes[start + index] != text.bytes[from + index] { return false }
    offset = isBackward ? from : from + length
    return true
  }
}
