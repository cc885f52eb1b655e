import Testing

@testable import Integrations

/// The cases of AWS's Signature Version 4 test suite, with the signatures that it publishes, and others in its shape.
@Suite struct AWSSignerTests {
  static let signing = AWSSigning(
    accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", region: "us-east-1",
    service: "service")
  /// 2015-08-30T12:36:00Z
  static let instant = Timestamp(milliseconds: 1_440_938_160_000)
  static let token = "AQoDYXdzEPT//////////wEXAMPLE"

  static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  static func signing(for service: String, token: String? = nil) -> AWSSigning {
    var signing = signing
    signing.service = service
    signing.sessionToken = token
    return signing
  }

  /// A request, and the signature that it must get.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var service = "service"
    var token: String?
    var method = "GET"
    var port = ""
    var target = "/"
    var headers: [HTTPHeader] = []
    var body = ""
    var signature: String

    var testDescription: String { name }

    /// Signs it and compares.
    func check() throws {
      var request = HTTPRequest(
        method: method, url: "https://example.amazonaws.com\(port)\(target)", headers: headers,
        body: body.isEmpty ? nil : Array(body.utf8))
      try AWSSigner().sign(&request, as: signing(for: service, token: token), at: instant)
      let value = try #require(request.credentials.headers.first { $0.name == "authorization" }?.value)
      #expect(value.hasSuffix("Signature=\(signature)"), "\(value)")
    }
  }

  static func header(_ name: String, _ values: String...) -> [HTTPHeader] {
    values.map { HTTPHeader(name: name, value: $0) }
  }

  static let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  static let form = "application/x-www-form-urlencoded"

  static let published = [
    Case(name: "get-vanilla", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Case(
      name: "get-vanilla-empty-query-key", target: "/?Param1=value1",
      signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
    Case(
      name: "get-vanilla-query-order-key", target: "/?Param1=value2&Param1=Value1",
      signature: "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"),
    Case(
      name: "get-vanilla-query-order-value", target: "/?Param1=value2&Param1=value1",
      signature: "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"),
    Case(
      name: "get-vanilla-query-order-key-case", target: "/?Param2=value2&Param1=value1",
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    Case(
      name: "get-vanilla-query-unreserved", target: "/?\(unreserved)=\(unreserved)",
      signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
    Case(
      name: "get-vanilla-utf8-query", target: "/?ሴ=bar",
      signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
    Case(
      name: "get-unreserved", target: "/\(unreserved)",
      signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
    Case(
      name: "get-slash", target: "//", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Case(
      name: "get-slashes", target: "//example//",
      signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
    Case(
      name: "get-slash-dot-slash", target: "/./",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Case(
      name: "get-slash-pointless-dot", target: "/./example",
      signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
    Case(
      name: "get-relative", target: "/example/..",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Case(
      name: "get-relative-relative", target: "/example1/example2/../..",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Case(
      name: "get-header-key-duplicate", headers: header("My-Header1", "value2", "value2", "value1"),
      signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
    Case(
      name: "get-header-value-order", headers: header("My-Header1", "value4", "value1", "value3", "value2"),
      signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
    Case(
      name: "get-header-value-trim", headers: header("My-Header1", " value1") + header("My-Header2", " \"a   b   c\""),
      signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
    Case(
      name: "post-vanilla", method: "POST",
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    Case(
      name: "post-vanilla-query", method: "POST", target: "/?Param1=value1",
      signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
    Case(
      name: "post-header-key-sort", method: "POST", headers: header("My-Header1", "value1"),
      signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
    Case(
      name: "post-header-value-case", method: "POST", headers: header("My-Header1", "VALUE1"),
      signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
    Case(
      name: "post-x-www-form-urlencoded", method: "POST", headers: header("Content-Type", form), body: "Param1=value1",
      signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    Case(
      name: "post-x-www-form-urlencoded-parameters", method: "POST",
      headers: header("Content-Type", "\(form); charset=utf8"), body: "Param1=value1",
      signature: "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"),
  ]

  @Test(arguments: published)
  func signsAsPublished(_ test: Case) throws { try test.check() }

  /// What the signer is given when it has added its own headers.
  private static func canonical(path: String = "/", query: String = "") -> AWSCanonicalRequest {
    AWSCanonicalRequest(
      method: "GET", path: path, query: query,
      headers: header("Host", "example.amazonaws.com") + header("X-Amz-Date", "20150830T123600Z"),
      payloadHash: emptyHash, keepsPath: false)
  }

  /// get-utf8 and get-space name paths that are not encoded, as no URL has them.
  @Test(arguments: [
    ("/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    ("/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
  ])
  func signsPathThatIsNotEncoded(path: String, signature: String) {
    #expect(
      AWSSigner().signature(of: Self.canonical(path: path), as: Self.signing, stamp: "20150830T123600Z") == signature)
  }

  @Test func canonicalRequestAndTextToSignAreThePublishedOnes() {
    let canonical = Self.canonical(query: "Param2=value2&Param1=value1")
    #expect(
      String(decoding: canonical.bytes, as: UTF8.self) == """
        GET
        /
        Param1=value1&Param2=value2
        host:example.amazonaws.com
        x-amz-date:20150830T123600Z

        host;x-amz-date
        \(Self.emptyHash)
        """)
    #expect(
      AWSSigner.textToSign(canonical, as: Self.signing, stamp: "20150830T123600Z") == """
        AWS4-HMAC-SHA256
        20150830T123600Z
        20150830/us-east-1/service/aws4_request
        816cd5b414d056048ba4f7c5386d6e0533120fb1fcfa93762cf0fc39e2cf19e0
        """)
  }
}
