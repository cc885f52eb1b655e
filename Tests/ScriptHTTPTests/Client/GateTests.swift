import Integrations
import Synchronization
import Testing

@testable import ScriptHTTP

@Suite struct GateTests {
  @Test func lettingOnWaitsForSomeoneToLeave() async {
    let gate = Gate(HTTPClientLimits(concurrency: 1), clock: .system)
    #expect(await gate.enter(deadline: nil) == .admitted)
    let second = Task { await gate.enter(deadline: nil) }
    gate.leave()
    #expect(await second.value == .admitted)
  }

  @Test func cancellingEndsTheWait() async {
    let gate = Gate(HTTPClientLimits(concurrency: 1), clock: .system)
    _ = await gate.enter(deadline: nil)
    let waiting = Task { await gate.enter(deadline: nil) }
    waiting.cancel()
    #expect(await waiting.value == .cancelled)
    gate.leave()
    #expect(await gate.enter(deadline: nil) == .admitted)
  }

  @Test func aDeadlineEndsTheWait() async {
    let gate = Gate(HTTPClientLimits(concurrency: 1), clock: .system)
    _ = await gate.enter(deadline: nil)
    #expect(await gate.enter(deadline: JobClock.system.monotonic() + 1_000_000) == .expired)
  }

  @Test func theRateIsKeptInVirtualTime() async {
    let time = VirtualClock()
    let gate = Gate(
      HTTPClientLimits(rate: .init(requests: 1, period: .seconds(10))), clock: time.clock)
    let start = time.clock.monotonic()
    for _ in 0..<4 { #expect(await gate.enter(deadline: nil) == .admitted) }
    #expect(time.clock.monotonic() - start == 30_000_000_000)
  }

  @Test func neverMoreThanTheLimitAtOnce() async {
    let gate = Gate(HTTPClientLimits(concurrency: 3), clock: .system)
    let running = Running()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<500 {
        group.addTask {
          guard await gate.enter(deadline: nil) == .admitted else { return }
          running.start()
          await Task.yield()
          running.end()
          gate.leave()
        }
      }
    }
    #expect(running.most <= 3)
    #expect(running.now == 0)
  }
}

/// How many run at once, now and at most.
private final class Running: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var now: Int { counts.withLock { $0.now } }
  var most: Int { counts.withLock { $0.most } }

  func start() { counts.withLock { ($0.now, $0.most) = ($0.now + 1, max($0.most, $0.now + 1)) } }

  func end() { counts.withLock { $0.now -= 1 } }
}
