import Testing

@testable import XML

/// Documents as JSON, and what is refused.
@Suite struct XMLTreeTests {
  static func document(_ text: String, stripped: Bool = false) throws -> String {
    String(decoding: try XMLTree(parsing: Array(text.utf8)).document(stripsPrefixes: stripped), as: UTF8.self)
  }

  @Test(arguments: [
    ("<a/>", #"{"name":"a","attributes":{}}"#),
    ("<a x='1' y=\"&lt;&#65;&#x1F600;\"/>", #"{"name":"a","attributes":{"x":"1","y":"<A😀"}}"#),
    ("<a>one<b/>two</a>", #"{"name":"a","attributes":{},"children":["one",{"name":"b","attributes":{}},"two"]}"#),
    ("<a>x<!-- no --><![CDATA[<&>]]>&amp;<?pi x?>y</a>", #"{"name":"a","attributes":{},"children":["x<&>&y"]}"#),
    ("<a>\"\\\r\n\t</a>", #"{"name":"a","attributes":{},"children":["\"\\\n\t"]}"#),
    ("<a>&#13;</a>", #"{"name":"a","attributes":{},"children":["\r"]}"#),
    ("<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>", #"{"name":"a","attributes":{}}"#),
    ("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", #"{"name":"a","attributes":{}}"#),
    ("\u{FEFF}<?xml version='1.0' encoding='UTF-8'?><é/>", #"{"name":"é","attributes":{}}"#),
  ]) func reads(text: String, json: String) throws { #expect(try Self.document(text) == json) }

  @Test func stripsPrefixesOfElements() throws {
    let text = "<s:a xmlns:s='urn:s' s:x='1'><s:b/><c:/></s:a>"
    #expect(
      try Self.document(text, stripped: true) == """
        {"name":"a","attributes":{"xmlns:s":"urn:s","s:x":"1"},"children":[{"name":"b","attributes":{}},\
        {"name":"c:","attributes":{}}]}
        """)
  }

  @Test(arguments: [
    ("ISO-8859-1", [0x3C, 0x61, 0x3E, 0xE9, 0x3C, 0x2F, 0x61, 0x3E] as [UInt8]), ("UTF-8", Array("<a>é</a>".utf8)),
  ]) func readsEncodings(name: String, content: [UInt8]) throws {
    let bytes = Array("<?xml version='1.0' encoding='\(name)'?>".utf8) + content
    let json = String(decoding: try XMLTree(parsing: bytes).document(), as: UTF8.self)
    #expect(json == #"{"name":"a","attributes":{},"children":["é"]}"#)
  }

  @Test func readsUTF16() throws {
    let bytes = "\u{FEFF}<a>é😀</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let json = String(decoding: try XMLTree(parsing: bytes).document(), as: UTF8.self)
    #expect(json == #"{"name":"a","attributes":{},"children":["é😀"]}"#)
  }

  @Test(arguments: [
    ("", "line 1, column 1: no element found"), ("text", "line 1, column 1: syntax error"),
    ("<a>\n  <b></a>", "line 2, column 8: mismatched tag; <b> is open"),
    ("<a><b>", "line 1, column 7: no element found; <b> is open"),
    ("<a/><b/>", "line 1, column 5: junk after document element"), ("<a>&x;</a>", "line 1, column 4: undefined entity"),
    ("<a x='1' x='2'/>", "duplicate attribute"), ("<a>\u{1}</a>", "line 1, column 4: not well-formed"),
    ("<?xml version='1.0' encoding='KOI8-R'?><a/>", "unknown encoding"),
    ("<a>&#0;</a>", "reference to invalid character number"),
    (
      "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
      "line 1, column 25: the document type declares the entity \"x\"; entities are not expanded"
    ),
    ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "declares the entity \"x\""),
    ("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/'> %x;]><a/>", "declares the entity \"x\""),
    ("<!DOCTYPE a SYSTEM 'a.dtd'><a>&nbsp;</a>", "line 1, column 31: the entity \"nbsp\" is not defined"),
    ("<!DOCTYPE a [<!ATTLIST a x CDATA 'long'>]><a/>", "declares attributes of <a>"),
    (
      String(repeating: "<a>", count: 201) + String(repeating: "</a>", count: 201),
      "line 1, column 601: elements are nested deeper than 200 levels"
    ),
  ]) func refuses(text: String, message: String) {
    #expect {
      try Self.document(text)
    } throws: {
      "\($0)".contains(message)
    }
  }

  @Test func refusesTheBillionLaughs() {
    var text = "<!DOCTYPE lolz [<!ENTITY lol0 'lol'>"
    for level in 1...9 {
      text += "<!ENTITY lol\(level) '" + String(repeating: "&lol\(level - 1);", count: 10) + "'>"
    }
    #expect {
      try Self.document(text + "]><lolz>&lol9;</lolz>")
    } throws: {
      ($0 as? XMLError)?.code == .refused
    }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect(throws: XMLError.self) { try XMLTree(parsing: Array("<a>".utf8) + [0xC3, 0x28] + Array("</a>".utf8)) }
  }

  @Test func numbersManyNames() throws {
    let names = (0..<1000).map { "n\($0)" }
    let text = "<a>" + names.map { "<\($0)/>" }.joined() + "</a>"
    let tree = try XMLTree(parsing: Array((text).utf8))
    #expect(tree.names.count == 1001)
    #expect(names.allSatisfy { tree.names.find(Array($0.utf8)) != nil })
    #expect(tree.names.find(Array("other".utf8)) == nil)
  }
}

/// What a document costs is paid for, and what cannot be paid is not built.
@Suite struct XMLMemoryTests {
  @Test(arguments: [
    "<a>" + String(repeating: "<b/>", count: 50_000) + "</a>",
    "<a>" + String(repeating: "text ", count: 200_000) + "</a>",
    "<a" + (0..<50_000).map { " x\($0)='1'" }.joined() + "/>",
  ]) func staysWithinItsCharge(text: String) throws {
    let bytes = Array(text.utf8)
    var charged = 0
    let tree = try XMLTree(parsing: bytes) { more in
      charged += more
      return true
    }
    let held =
      tree.nodes.capacity * MemoryLayout<XMLTree.Node>.stride + tree.text.capacity
      + tree.attributes.capacity * MemoryLayout<XMLTree.Attribute>.stride
    #expect(charged >= held)

    for share in [0, charged / 2, charged - 1] {
      var left = share
      #expect {
        try XMLTree(parsing: bytes) { more in
          left -= more
          return left >= 0
        }
      } throws: {
        ($0 as? XMLError)?.code == .memory
      }
    }
  }

  @Test func paysForTheAnswerToo() throws {
    let bytes = Array(("<a>" + String(repeating: "text ", count: 200_000) + "</a>").utf8)
    var charged = 0
    let tree = try XMLTree(parsing: bytes) { more in
      charged += more
      return charged <= 2_500_000
    }
    #expect {
      try tree.document()
    } throws: {
      ($0 as? XMLError)?.code == .memory
    }
    #expect(throws: XMLError.self) { try tree.table(XMLTree.TableOptions()) }
  }
}
