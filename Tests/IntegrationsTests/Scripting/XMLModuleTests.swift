import Testing

@testable import Integrations

/// `require("xml")` in a real state; the room XML has the tests of what a document means.
@Suite struct XMLModuleTests {
  private func run(_ body: String, limits: JobLimits = JobLimits()) async throws -> TaskResult? {
    let body = "local xml = require('xml')\n\(body)\nreturn { data = {} }"
    var fixture = JobFixture(["collectors/a.lua": JobFixture.task("a", "", body)])
    fixture.limits = limits
    return try await fixture.run()[task: "a"]
  }

  @Test(arguments: [
    #"local a = xml.decode("<a><b/>x<b>y</b></a>") assert(#a == 3 and a[2] == "x" and a[3][1] == "y")"#,
    #"local a = xml.decode("<a/>") assert(#a == 0 and next(a.attributes) == nil and a:text() == "")"#,
    #"local a = xml.decode("<a><b>1<c>2</c></b>3</a>") assert(a:text() == "123" and a:text("b/c") == "2")"#,
    #"local a = xml.decode("<a><b/><b><c>x</c></b></a>") assert(a:find("b/c"):text() == "x" and not a:find("c"))"#,
    #"local a = xml.decode("<a><b><d>1</d></b><c><d>2</d></c></a>") assert(#a:find_all("*/d") == 2)"#,
    #"local a = xml.decode("<a><b/>x<c/></a>") assert(#a:children() == 2 and a:children("c")[1].name == "c")"#,
    #"assert(json.encode(xml.decode("<a/>"):children()) == "[]")"#,
    #"assert(xml.decode("<a/>"):text("b") == nil and xml.decode("<a><b/></a>"):text("b") == "")"#,
    #"local a = xml.decode("<x:a><x:b/></x:a>", { strip_prefixes = true }) assert(a.name == "a" and a:find("b"))"#,
    #"local text = '<a x="1&amp;"><b>&lt;</b> t </a>' assert(xml.encode(xml.decode(text)) == text)"#,
    #"local t = xml.to_table("<p:a><b>1</b></p:a>", { root = true }) assert(t["p:a"].b == "1")"#,
    #"assert(json.encode(xml.to_table("<a><b/></a>", { lists = { "b" } })) == '{"b":[""]}')"#,
    #"assert(json.encode(xml.list("x")) == '["x"]' and #xml.list({ a = 1 }) == 1 and #xml.list(nil) == 0)"#,
    #"local list = xml.to_table("<a><m/><m/></a>", { items = { "m" } }) assert(xml.list(list) == list)"#,
    #"local a = xml.decode("<a>" .. ("<b>"):rep(199) .. ("</b>"):rep(199) .. "</a>") assert(a:text() == "")"#,
    #"assert(not pcall(setmetatable, xml.decode("<a/>"), {}) and tostring(xml.decode("<a/>")) == "<a>")"#,
  ]) func holds(body: String) async throws { #expect(try await run(body)?.errors == []) }

  @Test(arguments: [
    (
      "xml.decode('<a>')",
      "collectors/a.lua:3: xml.decode: invalid XML at line 1, column 4: no element found; <a> is open"
    ),
    ("xml.to_table('<!DOCTYPE a [<!ENTITY b \"c\">]><a/>')", "xml.to_table: refused at line 1, column 25: "),
    ("xml.decode(nil)", "collectors/a.lua:3: xml.decode: the text must be a string, found nil"),
    ("xml.decode('<a/>', { strip = true })", "there is no option \"strip\"; it has strip_prefixes"),
    ("xml.to_table('<a/>', { lists = { 1 } })", "the option lists must be a list of names, found a number at 1"),
    ("xml.to_table('<a/>', { items = 'member' })", "the option items must be a table, found a string"),
    ("xml.decode('<a/>'):find('b//c')", "node:find: the path \"b//c\" has an empty step"),
  ]) func raises(body: String, message: String) async throws {
    let error = try await run(body)?.errors.first ?? ""
    #expect(error.contains(message), "\(error)")
  }

  @Test func keepsToTheJobsMemory() async throws {
    var limits = JobLimits()
    limits[.memory] = 8
    let body = "local text = '<a>' .. ('<b/>'):rep(400000) .. '</a>' print(pcall(xml.to_table, text))"
    let task = try await run(body, limits: limits)
    #expect(task?.errors == [])
    #expect(task?.logs.first?.text.contains("more memory than there is (limit \"memory\" of the job)") == true)
  }
}
