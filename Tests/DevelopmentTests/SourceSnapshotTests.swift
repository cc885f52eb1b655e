import Development
import Testing

struct SourceSnapshotTests {
  private static let before = SourceSnapshot(["entry.lua": 1, "lib/a.lua": 2, "lib/deep/b.lua": 3])

  @Test func findsWhatCameWentAndChanged() {
    let after = SourceSnapshot(["entry.lua": 1, "lib/a.lua": 9, "insights/c.lua": 4])
    #expect(after.changes(since: Self.before) == ["lib/a.lua", "lib/deep/b.lua", "insights/c.lua"])
    #expect(Self.before.changes(since: Self.before) == [])
  }

  @Test func takesInWhatWasFound() {
    var snapshot = Self.before
    snapshot.update(["lib/a.lua", "lib/new.lua"], found: ["lib/new.lua": 7])
    #expect(snapshot == SourceSnapshot(["entry.lua": 1, "lib/deep/b.lua": 3, "lib/new.lua": 7]))
  }

  @Test func forgetsAllThatWasInAFolder() {
    var snapshot = Self.before
    snapshot.update(["lib"], found: [:])
    #expect(snapshot == SourceSnapshot(["entry.lua": 1]))
  }

  @Test func knowsAFolderThatTookTheNameOfAFile() {
    var snapshot = Self.before
    snapshot.update(["lib/a.lua"], found: ["lib/a.lua/x.lua": 5])
    #expect(snapshot.digests["lib/a.lua"] == nil)
    #expect(snapshot.digests["lib/a.lua/x.lua"] == 5)
  }
}
