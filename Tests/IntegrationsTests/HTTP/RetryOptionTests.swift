import Integrations
import Lua
import Testing

@Suite struct RetryOptionTests {
  private func policy(_ value: LuaValue) throws -> RetryPolicy {
    try HTTPRequest.parse(method: "GET", url: .text("http://a"), options: table(["retry": value])).retry
  }

  @Test func isThreeMoreTriesUnlessAsked() throws {
    let policy = try HTTPRequest.parse(method: "GET", url: .text("http://a")).retry
    #expect(policy.attempts == 3)
    #expect(policy.statuses == [429, 502, 503, 504])
    #expect(policy.methods == ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"])
  }

  @Test func takesANumberFalseOrATable() throws {
    #expect(try policy(.integer(5)).attempts == 5)
    #expect(try policy(.boolean(false)).attempts == 0)
    let asked = try policy(
      table([
        "attempts": .integer(1), "methods": list(.text("post")), "statuses": list(.integer(500)),
        "first_pause": .number(0.1), "longest_pause": .integer(9),
      ]))
    #expect(asked.attempts == 1)
    #expect(asked.methods == ["POST"])
    #expect(asked.statuses == [500])
    #expect(asked.firstPause == .milliseconds(100))
    #expect(asked.longestPause == .seconds(9))
  }

  @Test(
    arguments: [
      (
        .text("x"),
        "option retry must be a number of tries after the first, false, or a table such as { attempts = 3 }, found string \"x\"."
      ),
      (.integer(21), "option retry must be a whole number from 0 to 20, found number 21."),
      (
        table(["tries": .integer(1)]),
        "option retry.tries is unknown. The keys of retry are attempts, first_pause, longest_pause, methods, statuses."
      ),
      (
        table(["attempts": .integer(-1)]), "option retry.attempts must be a whole number from 0 to 20, found number -1."
      ),
      (
        table(["methods": .text("GET")]),
        "option retry.methods must be a list of methods, such as { \"GET\", \"POST\" }."
      ),
      (
        table(["statuses": list(.integer(200))]),
        "option retry.statuses must be a whole number from 300 to 599, found number 200."
      ),
    ] as [(LuaValue, String)])
  func saysWhatIsWrong(value: LuaValue, message: String) {
    do {
      _ = try policy(value)
      Issue.record("was accepted")
    } catch {
      #expect(String(describing: error) == "http.get: \(message)")
    }
  }
}
