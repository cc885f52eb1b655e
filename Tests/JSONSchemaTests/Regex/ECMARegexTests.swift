import Testing

@testable import JSONSchema

@Suite struct ECMARegexTests {
  @Test(arguments: [
    ("^a+$", "aaa", true), ("^a+$", "aab", false), ("b", "abc", true), ("^(foo|bar)?$", "", true),
    ("^[^a-c]$", "d", true),
    ("^.$", "🐲", true), ("^.$", "\n", false), ("^\\u{1F432}$", "🐲", true), ("^\\uD83D\\uDC32$", "🐲", true),
    ("^(?:ab){2,3}$", "abab", true), ("^(?:ab){2,3}$", "ab", false), ("^a{0}$", "", true), ("^a{2,}$", "aaaa", true),
    ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoob", false), ("\\Boo", "foo", true),
    ("^(?=.*\\d)(?=.*[a-z]).+$", "a1", true), ("^(?=.*\\d)(?=.*[a-z]).+$", "ab", false), ("^(?!x)", "x", false),
    ("(?<=\\$)\\d+", "$42", true), ("(?<!\\$)\\b\\d+", "$42", false), ("(?<=^a.c)d", "abcd", true),
    ("^(a|b)\\1$", "aa", true), ("^(a|b)\\1$", "ab", false), ("^(?<x>a+)-\\k<x>$", "aa-aa", true),
    ("\\k<x>(?<x>a)", "a", true),
    ("(?<=\\1(a))b", "aab", true), ("^(?:(a)|b)*\\1$", "ab", true), ("^(a*)*\\1$", "b", false),
    ("^\\p{Lu}\\p{Ll}+$", "Éa", true), ("^\\p{Script=Greek}+$", "αβγ", true), ("^\\p{sc=Grek}$", "a", false),
    ("^\\P{L}$", "1", true),
    ("^[\\p{L}\\d_]+$", "é1_", true), ("^[^\\p{L}]$", "é", false), ("^\\p{scx=Deva}$", "\u{964}", true),
    ("^\\p{Emoji_Presentation}$", "🐲", true),
    ("^[\\s\\S]$", "\n", true), ("^[\\b]$", "\u{8}", true), ("^\\cA$", "\u{1}", true), ("^\\x41\\0$", "A\u{0}", true),
    ("^\\$\\{\\{(.|[\\r\\n])*\\}\\}$", "${{ a\n }}", true), ("a|^b$", "b", true), ("(^|,)x", "y,x", true),
    ("x*?y", "xxy", true), ("", "anything", true),
    ("^[]$", "", false), ("^[^]$", "\n", true), ("é$", "caf\u{e9}", true), ("^é", "e\u{301}", false),
  ])
  func matches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try ECMARegex(pattern).matches(text, stepLimit: 1_000_000) == expected)
  }

  @Test(arguments: [
    "(", ")", "[", "a**", "*", "a{2,1}", "\\", "\\a", "\\Z", "\\p{Foo}", "\\p{Script=Nope}", "\\pL", "(?<a>x)(?<a>y)",
    "\\k<b>", "\\1", "(?x)", "[z-a]",
    "[\\d-a]", "\\_", "{", "}", "]", "\\u{110000}", "\\u12", "\\c1", "(?<1a>x)", "a{1", "(?=a)*", "\\-", "\\00",
    "\\p{letter}",
  ])
  func refuses(_ pattern: String) {
    #expect(throws: RegexError.self) { try ECMARegex(pattern) }
  }

  @Test(arguments: [("^[\\w-.]+$", "a-b.c", true), ("^\\_\\-$", "_-", true), ("^a{$", "a{", true), ("^]$", "]", true)])
  func takesLegacyGrammarWhenAsked(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try ECMARegex(pattern, isLenient: true).matches(text, stepLimit: 1_000_000) == expected)
  }

  @Test(arguments: [
    "(a+)+$", "(a|a)*$", "^(a|aa)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?=(a+)+$)b", "(?:a?){200}a{200}$",
  ])
  func isHarmlessWhereOthersExplode(_ pattern: String) throws {
    let text = String(repeating: "a", count: 1_000) + "!é"
    let clock = ContinuousClock()
    let regex = try ECMARegex(pattern)
    let time = clock.measure { _ = regex.matches(text, stepLimit: 10_000_000) }
    #expect(time < .seconds(5))
  }

  @Test func givesUpOnBackreferencesThatExplode() throws {
    let regex = try ECMARegex("^(a+)+\\1b$")
    #expect(regex.matches(String(repeating: "a", count: 60), stepLimit: 1_000_000) == nil)
  }

  @Test func refusesWhatIsTooLarge() {
    #expect(throws: RegexError.self) { try ECMARegex("((a{1000}){1000}){1000}") }
    #expect(throws: RegexError.self) { try ECMARegex(String(repeating: "(", count: 10_000)) }
  }
}
