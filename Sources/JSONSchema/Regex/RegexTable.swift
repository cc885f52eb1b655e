/// A regular expression as a table of states over ASCII, for the expressions that stay small: one look-up a byte.
///
/// It is made from a program, and gives up on text beyond ASCII, which the simulation then takes.
final class RegexTable: Sendable {
  private static let stateLimit = 96
  private static let sizeLimit = 400

  /// For each state the next one by byte; the first row is the dead state.
  private let next: [UInt8]
  private let acceptsNow: [Bool]
  private let acceptsAtEnd: [Bool]
  private let start: Int

  /// Makes the table; nil where the program looks around, or needs too many states.
  init?(_ program: RegexProgram) {
    guard program.instructions.count <= Self.sizeLimit, program.looks.isEmpty, !program.needsBacktracking,
      var builder = Builder(program)
    else { return nil }
    start = builder.state(builder.closure(of: [0], isStart: true))
    guard builder.expand(limit: Self.stateLimit) else { return nil }
    next = builder.next
    acceptsNow = builder.states.map(\.acceptsNow)
    acceptsAtEnd = builder.states.map(\.acceptsAtEnd)
  }

  /// Whether the expression matches somewhere; nil where the text is not all ASCII as far as it was read.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    var state = start
    if acceptsNow[state] { return true }
    return next.withUnsafeBufferPointer { table -> Bool? in
      for byte in text {
        if byte >= 0x80 { return nil }
        state = Int(table[state &* 128 &+ Int(byte)])
        if state == 0 { return false }
        if acceptsNow[state] { return true }
      }
      return acceptsAtEnd[state]
    }
  }

  /// A set of places of the program.
  private struct State: Hashable {
    var places: [Int]
    var acceptsNow = false
    var acceptsAtEnd = false
  }

  private struct Builder {
    let program: RegexProgram
    var states: [State] = [State(places: [])]
    var next: [UInt8] = Array(repeating: 0, count: 128)
    private var numbers: [State: Int] = [:]

    init?(_ program: RegexProgram) {
      for case .assertion(let assertion) in program.instructions {
        switch assertion {
        case .start, .end: continue
        case .wordBoundary, .noWordBoundary: return nil
        }
      }
      self.program = program
      numbers[states[0]] = 0
    }

    /// The places that are reached without taking a character.
    func closure(of seeds: [Int], isStart: Bool) -> State {
      var state = State(places: [])
      var seen: Set<Int> = []
      var seenAtEnd: Set<Int> = []
      var waiting = seeds.map { (place: $0, isAtEnd: false) }
      while let (place, isAtEnd) = waiting.popLast() {
        guard isAtEnd ? seenAtEnd.insert(place).inserted : seen.insert(place).inserted else { continue }
        switch program.instructions[place] {
        case .match: if isAtEnd { state.acceptsAtEnd = true } else { state.acceptsNow = true }
        case .jump(let target): waiting.append((target, isAtEnd))
        case .split(let first, let second): waiting += [(first, isAtEnd), (second, isAtEnd)]
        case .assertion(.start): if isStart { waiting.append((place + 1, isAtEnd)) }
        case .assertion(.end): waiting.append((place + 1, true))
        case .scalar, .set: if !isAtEnd { state.places.append(place) }
        default: waiting.append((place + 1, isAtEnd))
        }
      }
      state.places.sort()
      state.acceptsAtEnd = state.acceptsAtEnd || state.acceptsNow
      return state
    }

    /// The number of a state, which is new where it was not there.
    mutating func state(_ state: State) -> Int {
      if let known = numbers[state] { return known }
      states.append(state)
      next += Array(repeating: 0, count: 128)
      numbers[state] = states.count - 1
      return states.count - 1
    }

    /// Works out the rows of all states; false where there are too many.
    mutating func expand(limit: Int) -> Bool {
      var row = 1
      while row < states.count {
        guard states.count <= limit else { return false }
        var known: [[Int]: Int] = [:]
        for byte in 0..<128 {
          let targets = targets(of: states[row], taking: UInt32(byte))
          if let target = known[targets] {
            next[row * 128 + byte] = UInt8(target)
            continue
          }
          let seeds = program.startsAnchored ? targets : targets + [0]
          let target = state(closure(of: seeds, isStart: false))
          guard target < 255 else { return false }
          known[targets] = target
          next[row * 128 + byte] = UInt8(target)
        }
        row += 1
      }
      return true
    }

    private func targets(of state: State, taking scalar: UInt32) -> [Int] {
      state.places.compactMap { place in
        switch program.instructions[place] {
        case .scalar(let wanted): wanted == scalar ? place + 1 : nil
        case .set(let set): program.sets[set].contains(scalar) ? place + 1 : nil
        default: nil
        }
      }
    }
  }
}
