import Testing

@testable import Integrations

@Suite struct FaultAdviceTests {
  @Test(arguments: [
    ("attempt to index a nil value (field 'name')", "return items[3].name.first", "write (items[3].name or {})"),
    ("attempt to index a nil value (local 't')", "return t.x", "write (t or {})"),
    ("attempt to index a nil value (global 'json')", "local x = json.decode(y)", "local json = require(\"json\")"),
    ("attempt to index a userdata value (field 'owner')", "return user.owner.id", "test user.owner ~= json.null first"),
    ("attempt to call a nil value (global 'pirnt')", "pirnt(1)", "Did you mean print?"),
    ("attempt to call a nil value (method 'trim')", "return name:trim()", "has no function 'trim'"),
    ("attempt to concatenate a nil value (field 'email')", "return \"x\" .. user.email", "write (user.email or \"\")"),
    ("attempt to concatenate a table value (local 'tags')", "return \"x\" .. tags", "json.encode(tags)"),
    ("attempt to perform arithmetic on a nil value (field 'age')", "return 1 + a.age", "write (a.age or 0)"),
    ("attempt to compare number with string", "if age > 90 then", "tonumber(text)"),
    ("attempt to compare nil with number", "if age > 90 then", "One side is nil"),
    ("attempt to add a 'number' with a 'string'", "return 1 + s", "holds no number"),
    ("bad argument #1 to 'for iterator' (table expected, got nil)", "for _, x in ipairs(list) do", "The loop got nil"),
  ])
  func tellsWhatToDo(message: String, line: String, remedy: String) throws {
    let advice = try #require(FaultAdvice(message, line: line).text)
    #expect(advice.contains(remedy))
  }

  @Test(arguments: ["boom", "GET https://example.com/: timed out", "attempt to do what nobody knows", ""])
  func saysNothingWhereItKnowsNothing(message: String) {
    #expect(FaultAdvice(message, line: "error(\"boom\")").text == nil)
  }

  @Test func marksTheCulpritWhereItIsCertain() {
    let message = "attempt to index a nil value (field 'name')"
    #expect(FaultMark("return user.name.first").columns(of: message) == 13..<17)
    #expect(FaultMark("return a.name.x + b.name.x").columns(of: message) == nil)
    #expect(FaultMark("return other").columns(of: message) == nil)
  }

  @Test func knowsVariablesFromFields() {
    let mark = FaultMark("local total = response.body.count + offset")
    #expect(mark.mentions("response"))
    #expect(mark.mentions("offset"))
    #expect(!mark.mentions("body"))
    #expect(!mark.mentions("off"))
  }
}
