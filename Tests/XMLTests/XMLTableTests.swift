import Testing

@testable import XML

/// Documents as plain tables.
@Suite struct XMLTableTests {
  static func table(
    _ text: String, _ change: (inout XMLTree.TableOptions) -> Void = { _ in }
  ) throws -> String {
    var options = XMLTree.TableOptions()
    change(&options)
    return String(decoding: try XMLTree(parsing: Array(text.utf8)).table(options), as: UTF8.self)
  }

  @Test(arguments: [
    ("<a/>", #""""#), ("<a>x</a>", #""x""#), ("<a> x </a>", #"" x ""#), ("<a xmlns='urn:a'/>", #""""#),
    ("<a><b>1</b></a>", #"{"b":"1"}"#), ("<a><b>1</b><c/><b>2</b></a>", #"{"b":["1","2"],"c":""}"#),
    ("<a>\n  <b>1</b>\n</a>", #"{"b":"1"}"#), ("<a>one <b>1</b> two </a>", ##"{"b":"1","#text":"one  two"}"##),
    ("<a x='1'/>", ##"{"@x":"1","#text":""}"##), ("<a x='1'> y</a>", ##"{"@x":"1","#text":" y"}"##),
    ("<a x='1'><b/></a>", #"{"@x":"1","b":""}"#), ("<a xmlns:x='u' x:y='1'><b/></a>", #"{"@x:y":"1","b":""}"#),
    ("<a><b><c><d>1</d><d>2</d></c></b><b/></a>", #"{"b":[{"c":{"d":["1","2"]}},""]}"#),
    ("<a><b>x<!-- -->y<![CDATA[z]]></b></a>", #"{"b":"xyz"}"#),
  ]) func reads(text: String, json: String) throws { #expect(try Self.table(text) == json) }

  @Test func keepsOneInAList() throws {
    let text = "<a><b>1</b><c>2</c></a>"
    #expect(try Self.table(text) { $0.lists = [Array("b".utf8)] } == #"{"b":["1"],"c":"2"}"#)
  }

  @Test(arguments: [
    ("<a><set><item>1</item><item>2</item></set></a>", #"{"set":["1","2"]}"#),
    ("<a><set>\n<item><b>1</b></item>\n</set></a>", #"{"set":[{"b":"1"}]}"#), ("<a><set/></a>", #"{"set":""}"#),
    ("<a><set><item>1</item><other/></set></a>", #"{"set":{"item":"1","other":""}}"#),
    ("<a><set x='1'><item>1</item></set></a>", #"{"set":{"@x":"1","item":"1"}}"#),
    ("<a><set>text<item>1</item></set></a>", ##"{"set":{"item":"1","#text":"text"}}"##),
    ("<a><item>1</item></a>", #"["1"]"#),
    ("<a><set><item><set><item>1</item></set></item></set></a>", #"{"set":[{"set":["1"]}]}"#),
  ]) func makesItemsTheListItself(text: String, json: String) throws {
    #expect(try Self.table(text) { $0.items = [Array("item".utf8)] } == json)
  }

  @Test func leavesAttributesOutWhenAsked() throws {
    #expect(try Self.table("<a x='1'><b y='2'>1</b></a>") { $0.keepsAttributes = false } == #"{"b":"1"}"#)
  }

  @Test func bringsNamesTogetherThatDifferInTheirPrefix() throws {
    let text = "<s:a><p:b>1</p:b><b>2</b><q:c/></s:a>"
    #expect(try Self.table(text) == #"{"p:b":"1","b":"2","q:c":""}"#)
    #expect(try Self.table(text) { $0.stripsPrefixes = true } == #"{"b":["1","2"],"c":""}"#)
  }

  @Test func keepsTheRootWhenAsked() throws {
    #expect(try Self.table("<s:a><b>1</b></s:a>") { $0.keepsRoot = true } == #"{"s:a":{"b":"1"}}"#)
    #expect(try Self.table("<s:a/>") { ($0.keepsRoot, $0.stripsPrefixes) = (true, true) } == #"{"a":""}"#)
  }
}
