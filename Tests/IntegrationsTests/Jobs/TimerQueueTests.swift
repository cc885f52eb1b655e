import Testing

@testable import Integrations

@Suite struct TimerQueueTests {
  @Test func givesWhatIsDueInOrder() {
    var queue = TimerQueue<String>()
    for (name, instant) in [("c", 30), ("a", 10), ("b", 20), ("a2", 10)] as [(String, UInt64)] {
      queue.add(name, at: instant)
    }
    #expect(queue.next == 10)
    #expect(queue.popDue(at: 5) == nil)
    #expect(queue.popDue(at: 25) == "a")
    #expect(queue.popDue(at: 25) == "a2")
    #expect(queue.popDue(at: 25) == "b")
    #expect(queue.popDue(at: 25) == nil)
    #expect(queue.popDue(at: 30) == "c")
    #expect(queue.next == nil)
  }
}
