import Testing

@testable import FileWatching

/// When changes that come one after another are told of.
struct BurstTests {
  private static let millisecond: UInt64 = 1_000_000

  @Test func endsWhenNothingCameForAWhile() {
    var burst = Burst()
    #expect(burst.end == nil)
    burst.add(FileChanges(paths: ["a"]), at: 0)
    burst.add(FileChanges(paths: ["b"]), at: 10 * Self.millisecond)
    #expect(burst.take(at: 20 * Self.millisecond) == nil)
    #expect(burst.end == 25 * Self.millisecond)
    #expect(burst.take(at: 25 * Self.millisecond)?.paths == ["a", "b"])
    #expect(burst.take(at: 500 * Self.millisecond) == nil)
  }

  @Test func endsAlthoughChangesGoOnComing() {
    var burst = Burst()
    for step in 0...100 { burst.add(FileChanges(paths: ["\(step)"]), at: UInt64(step) * 10 * Self.millisecond) }
    #expect(burst.end == Burst.longest)
  }

  @Test func remembersThatEventsWereLost() {
    var burst = Burst()
    burst.add(FileChanges(isComplete: false), at: 0)
    burst.add(FileChanges(paths: ["a"]), at: 1)
    #expect(burst.take(at: Burst.longest) == FileChanges(paths: ["a"], isComplete: false))
  }

  @Test func takesNoNoticeOfNothing() {
    var burst = Burst()
    burst.add(FileChanges(), at: 0)
    #expect(burst.end == nil)
  }
}
