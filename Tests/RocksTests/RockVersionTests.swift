import Rocks
import Testing

struct RockVersionTests {
  @Test(arguments: [
    ("1.0-1", "1.0-2"), ("1.9", "1.10"), ("1.0rc1", "1.0"), ("1.0alpha1", "1.0beta1"), ("1.0beta2", "1.0rc1"),
    ("1.0rc1", "1.0rc2"), ("99.0-1", "scm-1"), ("scm-1", "dev-1"), ("1.0-9", "1.0.1-1"),
  ])
  func ordersAsLuaRocksDoes(_ older: String, _ newer: String) throws {
    let older = try #require(RockVersion(older))
    let newer = try #require(RockVersion(newer))
    #expect(older < newer)
    #expect(!(newer < older))
  }

  @Test func takesNoRevisionForAny() {
    #expect(RockVersion("1.0") == RockVersion("1.0-3"))
    #expect(RockVersion("1.0-2") != RockVersion("1.0-3"))
    #expect(RockVersion("1.0.0-1") == RockVersion("1.0-1"))
  }

  @Test(arguments: ["", "-1", "1.0/2", "../1", "é"])
  func refusesWhatIsNoVersion(_ text: String) { #expect(RockVersion(text) == nil) }

  @Test(arguments: [
    ("a", "0.1-1", true), ("a >= 1.2", "1.2-4", true), ("a >= 1.2", "1.1-9", false), ("a > 1, < 2", "1.5-1", true),
    ("a > 1, < 2", "2.0-1", false), ("a ~> 1.2", "1.2.9-1", true), ("a ~> 1.2", "1.3-1", false),
    ("a 1.2", "1.2-7", true), ("a == 1.2-1", "1.2-2", false), ("a ~= 1.2", "1.2-1", false), ("a<=2", "2.0-1", true),
  ])
  func knowsWhatADependencyAccepts(_ text: String, _ version: String, _ accepted: Bool) throws {
    let dependency = try #require(RockDependency(text))
    #expect(dependency.name == "a")
    #expect(dependency.accepts(try #require(RockVersion(version))) == accepted)
  }

  @Test(arguments: ["", ">= 1", "a >< 1", "a >=", "a >= 1 2 !"])
  func refusesWhatIsNoDependency(_ text: String) { #expect(RockDependency(text) == nil) }
}
