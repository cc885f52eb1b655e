import Testing

@testable import Integrations

/// The order of tasks, without Lua and without I/O.
@Suite struct JobMachineTests {
  private typealias Node = JobMachine.Node

  @Test func finishesAtOnceWithoutTasks() {
    var machine = JobMachine([])
    #expect(machine.begin() == [.finish])
  }

  @Test func startsOneOrderAfterTheOther() {
    var machine = JobMachine([Node(order: 100), Node(order: 100), Node(order: 500)])
    #expect(machine.begin() == [.start(0), .start(1)])
    #expect(machine.ended(1, success: true) == [])
    #expect(machine.ended(0, success: false) == [.start(2)])
    #expect(machine.ended(2, success: true) == [.finish])
  }

  @Test func startsADependentWhenItsDependencyEnded() {
    var machine = JobMachine([Node(order: 100, dependencies: [1]), Node(order: 100)])
    #expect(machine.begin() == [.start(1)])
    #expect(machine.ended(1, success: true) == [.start(0)])
    #expect(machine.ended(0, success: true) == [.finish])
  }

  @Test func skipsWhatDependsOnAFailureAllTheWay() {
    var machine = JobMachine([
      Node(order: 100), Node(order: 100, dependencies: [0]), Node(order: 500, dependencies: [1]), Node(order: 500),
    ])
    #expect(machine.begin() == [.start(0)])
    #expect(
      machine.ended(0, success: false) == [
        .skip(1, .dependencyFailed(0)), .skip(2, .dependencySkipped(1)), .start(3),
      ])
    #expect(machine.ended(3, success: true) == [.finish])
  }

  @Test func skipsDisabledTasksAndTheirDependents() {
    var machine = JobMachine([Node(order: 100, skipReason: .disabled), Node(order: 100, dependencies: [0])])
    #expect(machine.begin() == [.skip(0, .disabled), .skip(1, .dependencySkipped(0)), .finish])
  }

  @Test func survivesALongChainOfSkips() {
    let nodes = (0..<20_000).map { Node(order: 100, dependencies: $0 == 0 ? [] : [$0 - 1]) }
    var machine = JobMachine(nodes)
    #expect(machine.begin() == [.start(0)])
    let actions = machine.ended(0, success: false)
    #expect(actions.count == 20_000)
    #expect(actions.last == .finish)
  }

  @Test func resumesAWaitWhenTheOtherTaskEnds() {
    var machine = JobMachine([Node(order: 100), Node(order: 100)])
    _ = machine.begin()
    #expect(machine.wait(0, for: 1, number: 7) == .park)
    #expect(machine.ended(1, success: true) == [.resume(wait: 7)])
    #expect(machine.wait(0, for: 1, number: 8) == .ready)
  }

  @Test func doesNotWaitForTasksOfALaterOrder() {
    var machine = JobMachine([Node(order: 100), Node(order: 500)])
    _ = machine.begin()
    #expect(machine.wait(0, for: 1, number: 1) == .ready)
  }

  @Test func doesNotWaitForItself() {
    var machine = JobMachine([Node(order: 100)])
    _ = machine.begin()
    #expect(machine.wait(0, for: 0, number: 1) == .ready)
  }

  @Test func findsTheCircleOfWaits() {
    var machine = JobMachine([Node(order: 1), Node(order: 1), Node(order: 1)])
    _ = machine.begin()
    #expect(machine.wait(0, for: 1, number: 1) == .park)
    #expect(machine.wait(1, for: 2, number: 2) == .park)
    #expect(machine.wait(2, for: 0, number: 3) == .cycle([2, 0, 1, 2]))
  }

  @Test func findsTheCircleThroughADependencyThatHasNotStarted() {
    var machine = JobMachine([Node(order: 1), Node(order: 1, dependencies: [0])])
    _ = machine.begin()
    #expect(machine.wait(0, for: 1, number: 1) == .cycle([0, 1, 0]))
  }

  @Test func forgetsAnAbandonedWait() {
    var machine = JobMachine([Node(order: 1), Node(order: 1)])
    _ = machine.begin()
    #expect(machine.wait(0, for: 1, number: 1) == .park)
    machine.abandon(wait: 1, of: 0)
    #expect(machine.wait(1, for: 0, number: 2) == .park)
    #expect(machine.ended(0, success: true) == [.resume(wait: 2)])
  }

  @Test func startsNothingAfterAStop() {
    var machine = JobMachine([Node(order: 1), Node(order: 2)])
    _ = machine.begin()
    machine.stop()
    #expect(machine.ended(0, success: true) == [.finish])
  }

  /// Whatever the graph and the order of endings, every task ends once and the machine finishes.
  @Test(arguments: 0..<200)
  func endsEveryTaskOnce(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let count = Int.random(in: 1...30, using: &random)
    let nodes = (0..<count).map { task in
      let dependencies = (0..<task).filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
      let kept: [JobMachine.Outcome?] = [.succeeded, .failed, .skipped] + Array(repeating: nil, count: 9)
      return Node(order: task / 7, dependencies: dependencies, outcome: kept.randomElement(using: &random) ?? nil)
    }
    var machine = JobMachine(nodes)
    var running: [Int] = []
    var ended: Set<Int> = []
    var finishes = 0
    func take(_ actions: [JobMachine.Action]) {
      for action in actions {
        switch action {
        case .start(let task): running.append(task)
        case .skip(let task, _), .adopt(let task): #expect(ended.insert(task).inserted)
        case .finish: finishes += 1
        case .resume: Issue.record("nobody waits")
        }
      }
    }
    take(machine.begin())
    while !running.isEmpty {
      let task = running.remove(at: Int.random(in: 0..<running.count, using: &random))
      #expect(ended.insert(task).inserted)
      take(machine.ended(task, success: Int.random(in: 0..<4, using: &random) > 0))
    }
    #expect(ended.count == count)
    #expect(finishes == 1)
  }
}

/// A small seeded generator (Steele, Lea, Flood: SplitMix64), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
