/// Turns a syntax tree into a program.
struct RegexCompiler {
  /// Repetitions are unrolled; beyond this many instructions an expression is refused.
  private static let sizeLimit = 200_000

  private var instructions: [RegexProgram.Instruction] = []
  private var sets: [ScalarSet] = []
  private var looks: [RegexProgram] = []
  private let isBackward: Bool
  private let captureCount: Int
  private let usesBackreferences: Bool
  private var slotCount: Int

  static func compile(_ node: RegexNode, captureCount: Int) throws(RegexError) -> RegexProgram {
    try compile(node, captureCount, node.hasBackreference, isBackward: false)
  }

  private static func compile(
    _ node: RegexNode, _ captureCount: Int, _ usesBackreferences: Bool, isBackward: Bool
  ) throws(RegexError) -> RegexProgram {
    var compiler = RegexCompiler(
      isBackward: isBackward, captureCount: captureCount, usesBackreferences: usesBackreferences,
      slotCount: captureCount * 2 + 2)
    try compiler.emit(node)
    compiler.instructions.append(.match)
    return RegexProgram(
      instructions: compiler.instructions, sets: compiler.sets, looks: compiler.looks, isBackward: isBackward,
      startsAnchored: node.startsAnchored, needsBacktracking: usesBackreferences, slotCount: compiler.slotCount,
      captureSlots: captureCount * 2 + 2)
  }

  private init(isBackward: Bool, captureCount: Int, usesBackreferences: Bool, slotCount: Int) {
    self.isBackward = isBackward
    self.captureCount = captureCount
    self.usesBackreferences = usesBackreferences
    self.slotCount = slotCount
  }

  private mutating func add(_ instruction: RegexProgram.Instruction) throws(RegexError) {
    guard instructions.count < Self.sizeLimit else {
      throw RegexError(offset: 0, reason: "its repetitions make it too large")
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: RegexNode) throws(RegexError) {
    switch node {
    case .empty: break
    case .scalar(let scalar): try add(.scalar(scalar))
    case .set(let set):
      sets.append(set)
      try add(.set(sets.count - 1))
    case .sequence(let parts):
      for part in isBackward ? parts.reversed() : parts { try emit(part) }
    case .alternatives(let branches): try emitAlternatives(branches[...])
    case .capture(let body, let index): try emitCapture(body, index)
    case .repetition(let body, let minimum, let maximum, let isLazy):
      try emitRepetition(body, minimum, maximum, isLazy)
    case .assertion(let assertion): try add(.assertion(assertion))
    case .look(let body, let isBehind, let isNegated):
      looks.append(try Self.compile(body, captureCount, usesBackreferences, isBackward: isBehind))
      try add(.look(looks.count - 1, isNegated: isNegated))
    case .backreference(let index): try add(.backreference(index))
    }
  }

  private mutating func emitAlternatives(_ branches: ArraySlice<RegexNode>) throws(RegexError) {
    var exits: [Int] = []
    for (offset, branch) in branches.enumerated() {
      if offset == branches.count - 1 {
        try emit(branch)
        break
      }
      let split = instructions.count
      try add(.split(split + 1, 0))
      try emit(branch)
      exits.append(instructions.count)
      try add(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for exit in exits { instructions[exit] = .jump(instructions.count) }
  }

  private mutating func emitCapture(_ body: RegexNode, _ index: Int) throws(RegexError) {
    guard usesBackreferences else { return try emit(body) }
    try add(.save(isBackward ? index * 2 + 1 : index * 2))
    try emit(body)
    try add(.save(isBackward ? index * 2 : index * 2 + 1))
  }

  private mutating func emitRepetition(
    _ body: RegexNode, _ minimum: Int, _ maximum: Int?, _ isLazy: Bool
  ) throws(RegexError) {
    if case .empty = body { return }
    for _ in 0..<minimum { try emitIteration(body) }
    guard let maximum else { return try emitStar(body, isLazy) }
    var splits: [Int] = []
    for _ in 0..<max(0, maximum - minimum) {
      splits.append(instructions.count)
      try add(.split(0, 0))
      try emitIteration(body)
    }
    for split in splits { instructions[split] = choice(split + 1, instructions.count, isLazy) }
  }

  private mutating func emitIteration(_ body: RegexNode) throws(RegexError) {
    let groups = usesBackreferences ? body.groups : []
    if let first = groups.min(), let last = groups.max() { try add(.clear(first * 2...last * 2 + 1)) }
    try emit(body)
  }

  private mutating func emitStar(_ body: RegexNode, _ isLazy: Bool) throws(RegexError) {
    let split = instructions.count
    try add(.split(0, 0))
    if usesBackreferences {
      let register = slotCount
      slotCount += 1
      try add(.mark(register))
      try emitIteration(body)
      try add(.progress(register))
    } else {
      try emit(body)
    }
    try add(.jump(split))
    instructions[split] = choice(split + 1, instructions.count, isLazy)
  }

  private func choice(_ stay: Int, _ leave: Int, _ isLazy: Bool) -> RegexProgram.Instruction {
    isLazy ? .split(leave, stay) : .split(stay, leave)
  }
}

extension RegexNode {
  fileprivate var hasBackreference: Bool {
    switch self {
    case .backreference: true
    case .sequence(let nodes), .alternatives(let nodes): nodes.contains(where: \.hasBackreference)
    case .capture(let node, _), .repetition(let node, _, _, _), .look(let node, _, _): node.hasBackreference
    case .empty, .scalar, .set, .assertion: false
    }
  }

  /// The numbers of the groups inside.
  fileprivate var groups: [Int] {
    switch self {
    case .capture(let node, let index): [index] + node.groups
    case .sequence(let nodes), .alternatives(let nodes): nodes.flatMap(\.groups)
    case .repetition(let node, _, _, _), .look(let node, _, _): node.groups
    case .empty, .scalar, .set, .assertion, .backreference: []
    }
  }

  /// Whether every match starts at the start of the text.
  fileprivate var startsAnchored: Bool {
    switch self {
    case .assertion(.start): true
    case .sequence(let nodes): nodes.first?.startsAnchored ?? false
    case .alternatives(let nodes): nodes.allSatisfy(\.startsAnchored)
    case .capture(let node, _): node.startsAnchored
    default: false
    }
  }
}
