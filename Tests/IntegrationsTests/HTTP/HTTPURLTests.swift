import Integrations
import Testing

@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("http://a", "http://a/"), ("HTTPS://Example.COM:443/X", "https://example.com/X"),
    ("http://a:80", "http://a/"), ("http://a:8080/", "http://a:8080/"), ("http://a:/x", "http://a/x"),
    ("http://a?q", "http://a/?q"), ("http://a/b?", "http://a/b?"), ("http://a/b#c?d", "http://a/b"),
    ("http://[::1]:5000/x", "http://[::1]:5000/x"), ("http://[2001:DB8::1]", "http://[2001:db8::1]/"),
    ("http://a/é b", "http://a/%C3%A9%20b"), ("http://a/%41%zz%", "http://a/%41%25zz%25"),
    ("http://a/?x=é&y=a b&z=\"<>", "http://a/?x=%C3%A9&y=a%20b&z=%22%3C%3E"),
    ("http://a_b.example./", "http://a_b.example./"), ("http://a/../b/./c", "http://a/../b/./c"),
    ("http://a/\\b", "http://a/%5Cb"), ("http://[abcdef01:80]", "http://[abcdef01:80]/"),
  ])
  func parses(text: String, expected: String) throws {
    #expect(try HTTPURL(text).description == expected)
  }

  @Test(
    arguments: [
      ("", .notAbsolute), ("/x", .notAbsolute), ("example.com", .notAbsolute), ("http:/a", .notAbsolute),
      ("http:a", .notAbsolute), ("//a", .notAbsolute), (" http://a", .notAbsolute),
      ("ftp://a", .unsupportedScheme("ftp")), ("file:///etc/passwd", .unsupportedScheme("file")),
      ("http://", .noHost), ("http:///x", .noHost), ("http://:80", .noHost), ("http://?", .noHost),
      ("http://a b/", .badHost("a b")), ("http://a%2eb/", .badHost("a%2eb")), ("http://a\\b/", .badHost("a\\b")),
      ("http://a..b/", .badHost("a..b")), ("http://./", .badHost(".")), ("http://[::1/", .badHost("[:")),
      ("http://[fe80::1%eth0]/", .badHost("[fe80::1%eth0]")), ("http://[]/", .badHost("[]")),
      ("http://bücher.example/", .internationalHost("bücher.example")),
      ("http://a:0/", .badPort("0")), ("http://a:65536/", .badPort("65536")), ("http://a:+80/", .badPort("+80")),
      ("http://a:8x/", .badPort("8x")), ("http://u:p@a/", .credentials), ("http://a@b/", .credentials),
      ("http://a/\r\nx", .controlCharacter(position: 10)), ("http://a/\u{0}", .controlCharacter(position: 10)),
      ("http://a\t/", .controlCharacter(position: 9)),
    ] as [(String, HTTPURLError)])
  func refuses(text: String, fault: HTTPURLError) {
    #expect(throws: fault) { try HTTPURL(text) }
  }

  /// RFC 3986 §5.4, with the base of the RFC, less what is not HTTP.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"),
    ("g#s", "http://a/b/c/g"), ("g?y#s", "http://a/b/c/g?y"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
    ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
    ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
    ("g;x=1/../y", "http://a/b/c/y"), ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("https://u:p@other/x", "https://other/x"), ("//u@other:81/x", "http://other:81/x"),
    ("/a b/é", "http://a/a%20b/%C3%A9"),
  ])
  func resolves(reference: String, expected: String) throws {
    #expect(try HTTPURL("http://a/b/c/d;p?q").resolving(reference).description == expected)
  }

  @Test(arguments: [
    ("http://a", "http://a:80/x", true), ("http://a", "https://a", false), ("http://a", "http://b", false),
    ("http://a", "http://a:81", false), ("https://A", "https://a:443", true),
  ])
  func comparesOrigins(left: String, right: String, expected: Bool) throws {
    #expect(try HTTPURL(left).isSameOrigin(as: HTTPURL(right)) == expected)
  }
}
