import Integrations
import Testing

@testable import ScriptHTTP

@Suite struct AdmissionTests {
  private static let second: UInt64 = 1_000_000_000

  private func machine(_ requests: Int? = nil, per: Duration = .seconds(1), burst: Int? = nil, concurrency: Int? = nil)
    -> Machine
  {
    Machine(
      HTTPClientLimits(
        rate: requests.map { .init(requests: $0, period: per, burst: burst) }, concurrency: concurrency))
  }

  /// When each of `count` that come at once at `start` is let on, in seconds after it.
  private func instants(_ machine: Machine, count: Int, from start: UInt64) -> [Double] {
    for id in 0..<count { machine.enter(id) }
    var now = start
    var instants: [Double] = []
    while true {
      let outcome = machine.advance(to: now)
      for _ in outcome.admitted {
        instants.append(Double(now - start) / Double(Self.second))
        machine.leave()
      }
      guard let next = machine.nextInstant() else { return instants }
      now = next
    }
  }

  @Test func letsABurstOnAndThenKeepsToTheRate() {
    let machine = machine(2)
    #expect(instants(machine, count: 6, from: 100 * Self.second) == [0, 0, 0.5, 1, 1.5, 2])
  }

  @Test func spacesEvenlyWithABurstOfOne() {
    let machine = machine(4, burst: 1)
    #expect(instants(machine, count: 4, from: 100 * Self.second) == [0, 0.25, 0.5, 0.75])
  }

  @Test func fillsItsBucketAgainAndNotOverTheBrim() {
    let machine = machine(3)
    _ = instants(machine, count: 3, from: 100 * Self.second)
    #expect(instants(machine, count: 5, from: 1000 * Self.second).map { ($0 * 3).rounded() } == [0, 0, 0, 1, 2])
  }

  @Test(arguments: [(1, 60.0), (10, 1.0), (7, 3.0), (1000, 1.0)])
  func neverLetsMoreOnThanTheRateAndItsBurst(requests: Int, period: Double) {
    let machine = machine(requests, per: .seconds(period))
    let instants = instants(machine, count: requests * 3, from: 5 * Self.second)
    #expect(instants.count == requests * 3)
    for (index, instant) in instants.enumerated() {
      let allowed = Double(requests) + (instant / period * Double(requests) + 1e-6).rounded(.down)
      #expect(Double(index + 1) <= allowed)
    }
  }

  @Test func isFirstComeFirstServed() {
    let machine = machine(concurrency: 2)
    for id in 0..<5 { machine.enter(id) }
    #expect(machine.advance(to: 0).admitted == [0, 1])
    #expect(machine.nextInstant() == nil)
    machine.leave()
    #expect(machine.advance(to: 1).admitted == [2])
    machine.leave()
    machine.leave()
    #expect(machine.advance(to: 2).admitted == [3, 4])
  }

  @Test func whoGoesAwayHoldsNobodyUp() {
    let machine = machine(concurrency: 1)
    for id in 0..<4 { machine.enter(id) }
    #expect(machine.advance(to: 0).admitted == [0])
    #expect(machine.cancel(1) && machine.cancel(2))
    #expect(!machine.cancel(1) && !machine.cancel(0) && !machine.cancel(9))
    machine.leave()
    #expect(machine.advance(to: 0).admitted == [3])
  }

  @Test func whoGoesAwayTakesNoToken() {
    let machine = machine(1)
    machine.enter(0)
    #expect(machine.advance(to: Self.second).admitted == [0])
    for id in 1...3 { machine.enter(id) }
    #expect(machine.advance(to: Self.second) == Admission.Outcome())
    #expect(machine.cancel(1))
    #expect(machine.nextInstant() == 2 * Self.second)
    #expect(machine.advance(to: 2 * Self.second).admitted == [2])
  }

  @Test func sendsAwayWhoseTimeIsOver() {
    let machine = machine(1)
    machine.enter(0)
    _ = machine.advance(to: 10 * Self.second)
    machine.enter(1)
    machine.enter(2, deadline: 10 * Self.second + 5)
    machine.enter(3, deadline: 12 * Self.second)
    #expect(machine.nextInstant() == 10 * Self.second + 5)
    #expect(machine.advance(to: 10 * Self.second + 5).expired == [2])
    #expect(machine.advance(to: 11 * Self.second).admitted == [1])
    #expect(machine.advance(to: 12 * Self.second) == Admission.Outcome(admitted: [], expired: [3]))
    #expect(machine.nextInstant() == nil)
  }

  @Test func holdsAllWhenTheServerAsksForIt() {
    let machine = machine()
    machine.hold(until: 50)
    machine.hold(until: 20)
    machine.enter(0)
    #expect(machine.advance(to: 10).admitted.isEmpty)
    #expect(machine.nextInstant() == 50)
    #expect(machine.advance(to: 50).admitted == [0])
  }

  @Test func thousandsWaitAndAllGoOnInOrder() {
    let machine = machine(concurrency: 1)
    for id in 0..<5000 { machine.enter(id) }
    var order: [Int] = []
    while let id = machine.advance(to: 0).admitted.first {
      order.append(id)
      machine.leave()
    }
    #expect(order == Array(0..<5000))
  }
}

/// The state machine by reference, so that an expectation may change it.
private final class Machine {
  private var admission: Admission

  init(_ limits: HTTPClientLimits) { admission = Admission(limits) }

  func enter(_ id: Int, deadline: UInt64? = nil) { admission.enter(id, deadline: deadline) }

  func leave() { admission.leave() }

  func cancel(_ id: Int) -> Bool { admission.cancel(id) }

  func hold(until instant: UInt64) { admission.hold(until: instant) }

  func advance(to now: UInt64) -> Admission.Outcome { admission.advance(to: now) }

  func nextInstant() -> UInt64? { admission.nextInstant() }
}
