/// The order of a job: which task starts when, who waits for whom, what is skipped. Events in, actions out; no Lua, no
/// clock, no I/O.
///
/// Tasks are numbers, in the order of (order, name). Tasks of one order run at once; the next order starts when all of
/// them ended.
struct JobMachine {
  struct Node {
    var order: Int
    /// Tasks that must have succeeded; none of a later order.
    var dependencies: [Int] = []
    /// Why the task is skipped whatever happens: it is switched off, or depends on one that does not run.
    var skipReason: SkipReason?
    /// How the task ended before the job; nil where it is to run.
    var outcome: Outcome?
  }

  enum Outcome: Hashable {
    case succeeded, failed, skipped
  }

  enum SkipReason: Hashable {
    case disabled
    /// By name: a task that takes no part in this job.
    case dependencyLeftOut(String)
    case dependencyFailed(Int)
    case dependencySkipped(Int)
  }

  enum Action: Hashable {
    case start(Int)
    /// The task does not run: the result that it had before counts from now on.
    case adopt(Int)
    case skip(Int, SkipReason)
    /// The wait that the host registered under this number is over.
    case resume(wait: Int)
    case finish
  }

  enum WaitDecision: Hashable {
    /// The task ended, or will not run before the one that asks: go on at once.
    case ready
    /// Park; ``Action/resume(wait:)`` follows.
    case park
    /// The wait can never end: the chain of tasks, from the one that asks back to itself.
    case cycle([Int])
  }

  private enum State: Hashable {
    case queued, running, succeeded, failed, skipped

    var hasEnded: Bool { self == .succeeded || self == .failed || self == .skipped }

    init(_ outcome: Outcome) {
      switch outcome {
      case .succeeded: self = .succeeded
      case .failed: self = .failed
      case .skipped: self = .skipped
      }
    }
  }

  private struct Wait {
    var task: Int
    var number: Int
  }

  private let nodes: [Node]
  private let dependents: [[Int]]
  private var states: [State]
  private var unmet: [Int]
  /// By the task that is waited for.
  private var waits: [Int: [Wait]] = [:]
  /// By the task that waits: how often it waits for which.
  private var waitsFor: [Int: [Int]] = [:]
  private var group: Range<Int> = 0..<0
  private var openInGroup = 0
  private var hasStopped = false

  /// - Parameter nodes: sorted by order.
  init(_ nodes: [Node]) {
    self.nodes = nodes
    states = Array(repeating: .queued, count: nodes.count)
    unmet = nodes.map(\.dependencies.count)
    var dependents = [[Int]](repeating: [], count: nodes.count)
    for (task, node) in nodes.enumerated() {
      for dependency in node.dependencies { dependents[dependency].append(task) }
    }
    self.dependents = dependents
  }

  // MARK: Events

  /// The job starts.
  mutating func begin() -> [Action] {
    var actions: [Action] = []
    startNextGroup(&actions)
    return actions
  }

  /// A running task ended.
  mutating func ended(_ task: Int, success: Bool) -> [Action] {
    guard states[task] == .running else { return [] }
    var actions: [Action] = []
    end(task, as: success ? .succeeded : .failed, &actions)
    if openInGroup == 0 { startNextGroup(&actions) }
    return actions
  }

  /// A running task asks for the result of another one; `number` comes back in ``Action/resume(wait:)``.
  mutating func wait(_ task: Int, for other: Int, number: Int) -> WaitDecision {
    if other == task || states[other].hasEnded || !group.contains(other) { return .ready }
    if let chain = chain(from: other, to: task) { return .cycle([task] + chain) }
    waits[other, default: []].append(Wait(task: task, number: number))
    waitsFor[task, default: []].append(other)
    return .park
  }

  /// A wait is given up: its task was cancelled or timed out.
  mutating func abandon(wait number: Int, of task: Int) {
    for (other, list) in waits {
      guard let index = list.firstIndex(where: { $0.number == number }) else { continue }
      waits[other]?.remove(at: index)
      if let edge = waitsFor[task]?.firstIndex(of: other) { waitsFor[task]?.remove(at: edge) }
      return
    }
  }

  /// No task starts any more; those that run are ended by the host.
  mutating func stop() { hasStopped = true }

  // MARK: Transitions

  private mutating func startNextGroup(_ actions: inout [Action]) {
    while openInGroup == 0 {
      guard !hasStopped, group.upperBound < nodes.count else {
        actions.append(.finish)
        return
      }
      let start = group.upperBound
      var end = start + 1
      while end < nodes.count, nodes[end].order == nodes[start].order { end += 1 }
      group = start..<end
      openInGroup = group.count
      adopt(&actions)
      for task in group where startOrSkip(task, &actions) { self.end(task, as: .skipped, &actions) }
    }
  }

  /// Ends those of the group that ended before; all of them are known before one starts that may ask for them.
  private mutating func adopt(_ actions: inout [Action]) {
    let kept = group.filter { nodes[$0].outcome != nil }
    actions += kept.map { .adopt($0) }
    for task in kept {
      if let outcome = nodes[task].outcome { end(task, as: State(outcome), &actions) }
    }
  }

  /// Starts a task whose dependencies are met; true when it is to be skipped instead.
  private mutating func startOrSkip(_ task: Int, _ actions: inout [Action]) -> Bool {
    guard states[task] == .queued, nodes[task].outcome == nil, group.contains(task), !hasStopped else { return false }
    if let reason = nodes[task].skipReason ?? failedDependency(of: task) {
      actions.append(.skip(task, reason))
      return true
    }
    if unmet[task] == 0 {
      states[task] = .running
      actions.append(.start(task))
    }
    return false
  }

  private func failedDependency(of task: Int) -> SkipReason? {
    for dependency in nodes[task].dependencies {
      switch states[dependency] {
      case .failed: return .dependencyFailed(dependency)
      case .skipped: return .dependencySkipped(dependency)
      default: continue
      }
    }
    return nil
  }

  /// Ends a task and those that are skipped because of it; a list instead of recursion, for chains may be long.
  private mutating func end(_ task: Int, as state: State, _ actions: inout [Action]) {
    var ending = [(task: task, state: state)]
    while let (task, state) = ending.popLast() {
      guard !states[task].hasEnded else { continue }
      states[task] = state
      openInGroup -= 1
      releaseWaits(for: task, &actions)
      for dependent in dependents[task] {
        unmet[dependent] -= 1
        if startOrSkip(dependent, &actions) { ending.append((dependent, .skipped)) }
      }
    }
  }

  private mutating func releaseWaits(for task: Int, _ actions: inout [Action]) {
    waitsFor[task] = nil
    for wait in waits.removeValue(forKey: task) ?? [] {
      if let edge = waitsFor[wait.task]?.firstIndex(of: task) { waitsFor[wait.task]?.remove(at: edge) }
      actions.append(.resume(wait: wait.number))
    }
  }

  /// The way from a task to another along what each waits for: results, and dependencies while it has not started.
  private func chain(from start: Int, to goal: Int) -> [Int]? {
    var cameFrom: [Int: Int] = [start: start]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let task = queue[next]
      next += 1
      if task == goal { return path(to: goal, from: start, cameFrom) }
      let pending = states[task] == .queued ? nodes[task].dependencies.filter { !states[$0].hasEnded } : []
      for other in (waitsFor[task] ?? []) + pending where cameFrom[other] == nil {
        cameFrom[other] = task
        queue.append(other)
      }
    }
    return nil
  }

  private func path(to goal: Int, from start: Int, _ cameFrom: [Int: Int]) -> [Int] {
    var path = [goal]
    while let last = path.last, last != start, let previous = cameFrom[last] { path.append(previous) }
    return path.reversed()
  }
}
