import Integrations
import Rocks
import Testing

struct RockLockTests {
  private static let lock = RockLock(
    dependencies: ["b >= 1"],
    rocks: [
      RockLock.Rock(name: "b", version: "1.0-1", file: "b-1.0-1.src.rock", sha256: "00", dependencies: ["a ~> 2"]),
      RockLock.Rock(name: "a", version: "2.1-1", file: "a-2.1-1.all.rock", sha256: "11", leftOut: ["luafilesystem"]),
    ])

  @Test func isReadAsItWasWritten() throws {
    #expect(try RockLock(parsing: Self.lock.bytes, path: "luahost.lock") == Self.lock)
    #expect(Self.lock.requirers(of: "a") == ["b"])
    #expect(Self.lock.requirers(of: "b") == ["the rockspec"])
  }

  @Test(arguments: [
    (["b >= 1"], []),
    (["b >= 2"], ["the rockspec asks for b >= 2; the lock has b 1.0-1."]),
    (["b >= 1", "c"], ["the rockspec asks for c, which is not in the lock."]),
    (["a ~> 2"], ["The lock has b 1.0-1, which nothing asks for."]),
    (["b"], ["The lock was made for other words: b >= 1."]),
  ])
  func tellsWhatDiffers(_ asked: [String], _ differences: [String]) {
    #expect(Self.lock.differences(from: asked.compactMap { RockDependency($0) }) == differences)
  }

  @Test(arguments: [
    "", "[]", "{\"version\": 2}", "{\"version\": 1, \"dependencies\": [], \"rocks\": [{}]}",
    """
    {"version": 1, "dependencies": [], "rocks": [{"name": "../a", "version": "1-1", "file": "../a-1-1.src.rock",
    "sha256": "", "dependencies": []}]}
    """,
  ])
  func refusesWhatIsDamaged(_ text: String) {
    #expect(throws: IntegrationError.self) { try RockLock(parsing: Array(text.utf8), path: "luahost.lock") }
  }
}
