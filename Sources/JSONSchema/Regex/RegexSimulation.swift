/// Runs a program without back-references, in time proportional to program × text: all threads step together, so
/// `(a+)+$` is harmless.
struct RegexSimulation {
  let text: RegexText
  /// Shared by the lookarounds, which could otherwise add up.
  var stepsLeft: Int

  /// Whether the program matches from an offset, or from any place after it where it is not anchored.
  /// False, with no steps left, where the limit is hit.
  mutating func matches(_ program: RegexProgram, from start: Int, isAnchored: Bool) -> Bool {
    let size = program.instructions.count
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: size * 4 + 2) { memory in
      memory.initialize(repeating: -1)
      guard let base = memory.baseAddress else { return false }
      var threads = Threads(base: base, size: size)
      return run(program, &threads, start, isAnchored)
    }
  }

  /// The threads of this step and the next, each at most once: sparse sets in one block of memory.
  private struct Threads {
    let size: Int
    var marks: UnsafeMutablePointer<Int32>
    var current: UnsafeMutablePointer<Int32>
    var next: UnsafeMutablePointer<Int32>
    var currentCount = 0
    var nextCount = 0
    var stack: UnsafeMutablePointer<Int32>
    var generation: Int32 = 0

    init(base: UnsafeMutablePointer<Int32>, size: Int) {
      self.size = size
      marks = base
      current = base + size
      next = base + size * 2
      stack = base + size * 3
    }

    mutating func advance() {
      swap(&current, &next)
      currentCount = nextCount
      nextCount = 0
      generation &+= 1
    }
  }

  private mutating func run(
    _ program: RegexProgram, _ threads: inout Threads, _ start: Int, _ isAnchored: Bool
  ) -> Bool {
    let anchored = isAnchored || program.startsAnchored
    var offset = start
    if !isAnchored, program.startsAnchored, start > 0 { return false }
    while true {
      if !anchored || offset == start {
        if spread(program, &threads, from: 0, at: offset) { return true }
      }
      threads.advance()
      if threads.currentCount == 0 && anchored { return false }
      if offset == (program.isBackward ? 0 : text.end) || stepsLeft <= 0 { return false }
      let (scalar, following) = program.isBackward ? text.scalar(before: offset) : text.scalar(at: offset)
      stepsLeft &-= threads.currentCount &+ 1
      for index in 0..<threads.currentCount {
        let place = Int(threads.current[index])
        let takes =
          switch program.instructions[place] {
          case .scalar(let wanted): wanted == scalar
          case .set(let set): program.sets[set].contains(scalar)
          default: false
          }
        if takes, spread(program, &threads, from: place &+ 1, at: following) { return true }
      }
      offset = following
    }
  }

  /// Adds a thread, and all that it becomes without taking a character; says whether one of them matches.
  private mutating func spread(
    _ program: RegexProgram, _ threads: inout Threads, from start: Int, at offset: Int
  ) -> Bool {
    var depth = 0
    func push(_ place: Int) {
      if threads.marks[place] != threads.generation {
        threads.marks[place] = threads.generation
        threads.stack[depth] = Int32(truncatingIfNeeded: place)
        depth &+= 1
      }
    }
    push(start)
    while depth > 0 {
      depth &-= 1
      let place = Int(threads.stack[depth])
      switch program.instructions[place] {
      case .match: return true
      case .jump(let target): push(target)
      case .split(let first, let second):
        push(second)
        push(first)
      case .assertion(let assertion):
        if text.holds(assertion, at: offset) { push(place &+ 1) }
      case .look(let look, let isNegated):
        if matches(program.looks[look], from: offset, isAnchored: true) != isNegated { push(place &+ 1) }
      case .save, .mark, .progress, .clear, .backreference: push(place &+ 1)
      case .scalar, .set:
        threads.next[threads.nextCount] = Int32(truncatingIfNeeded: place)
        threads.nextCount &+= 1
      }
    }
    return false
  }
}
