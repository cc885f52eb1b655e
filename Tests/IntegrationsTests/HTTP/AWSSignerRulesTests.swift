import Integrations
import Testing

/// What AWS's test suite does not cover: S3's rules, tokens, URLs that carry their signature, tries that sign anew. The
/// signatures are those of botocore for the same requests.
@Suite struct AWSSignerRulesTests {
  static let cases = [
    AWSSignerTests.Case(
      name: "the path of S3 stays as it is", service: "s3", target: "/a%20b//c/../%C3%A9?acl",
      signature: "915331eabd661afec24af7346931b3e722f826eafd3cb9b504fe5b81cecb2a43"),
    AWSSignerTests.Case(
      name: "the body of S3 is hashed", service: "s3", token: AWSSignerTests.token, method: "PUT", target: "/key",
      headers: AWSSignerTests.header("x-amz-acl", "private"), body: "hello",
      signature: "7064937ff8a15afe27352dcf19fce0e09174b70c3dc605acf4382950778bf2ed"),
    AWSSignerTests.Case(
      name: "other paths are encoded once more", service: "apigateway", target: "/a%20b/%C3%A9",
      signature: "80e2240711c0b891d8967a5190e09c38d2a23745f28acaf083c6035ecde90b45"),
    AWSSignerTests.Case(
      name: "the usual port is not signed", port: ":443",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
  ]

  @Test(arguments: cases)
  func signsAsBotocoreDoes(_ test: AWSSignerTests.Case) throws { try test.check() }

  private func signed(
    _ url: String = "https://example.amazonaws.com/", method: String = "GET", headers: [HTTPHeader] = [],
    body: String? = nil, as signing: AWSSigning = AWSSignerTests.signing, at instant: Timestamp = AWSSignerTests.instant
  ) throws -> HTTPRequest {
    var request = HTTPRequest(method: method, url: url, headers: headers, body: body.map { Array($0.utf8) })
    try AWSSigner().sign(&request, as: signing, at: instant)
    return request
  }

  private func value(_ name: String, of request: HTTPRequest) -> [String] {
    (request.headers + request.credentials.headers).filter { $0.name.lowercased() == name }.map(\.value)
  }

  @Test func signsSessionToken() throws {
    let signing = AWSSignerTests.signing(for: "service", token: AWSSignerTests.token)
    let request = try signed(method: "POST", as: signing)
    #expect(value("x-amz-security-token", of: request) == [AWSSignerTests.token])
    #expect(
      value("authorization", of: request) == [
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
          + "SignedHeaders=host;x-amz-date;x-amz-security-token, "
          + "Signature=997fca65d08f4072d2c61b34906c6c8e83179f706ce49ad9dbb7c41659dc53cc"
      ])
  }

  @Test func tellsTheHashOfTheBodyToS3() throws {
    let request = try signed(as: AWSSignerTests.signing(for: "s3"))
    #expect(value("x-amz-content-sha256", of: request) == [AWSSignerTests.emptyHash])
  }

  @Test func keepsHashThatTheRequestBrings() throws {
    let requests = try ["hello", "another body"].map { body in
      try signed(
        method: "PUT", headers: AWSSignerTests.header("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD"), body: body,
        as: AWSSignerTests.signing(for: "s3"))
    }
    #expect(value("x-amz-content-sha256", of: requests[0]) == ["UNSIGNED-PAYLOAD"])
    #expect(value("authorization", of: requests[0]) == value("authorization", of: requests[1]))
  }

  @Test func signsAnewWhatIsSignedAlready() throws {
    let signer = AWSSigner()
    let signing = AWSSignerTests.signing(for: "s3", token: AWSSignerTests.token)
    let first = try signed(as: signing)
    var request = first
    try signer.sign(&request, as: signing, at: Self.nextDay)
    #expect(request.credentials.headers.count == first.credentials.headers.count)
    #expect(value("x-amz-date", of: request) == ["20150831T123600Z"])
    try signer.sign(&request, as: signing, at: AWSSignerTests.instant)
    #expect(request.credentials == first.credentials)
    #expect(request.headers == first.headers)
  }

  private static let nextDay = Timestamp(milliseconds: AWSSignerTests.instant.milliseconds + 86_400_000)

  @Test func leavesOutWhatChangesOnTheWay() throws {
    let added = try signed(
      headers: AWSSignerTests.header("User-Agent", "x") + AWSSignerTests.header("Cookie", "a=1"))
    #expect(value("authorization", of: try signed()) == value("authorization", of: added))
  }

  @Test func signsPortsThatAreNotTheUsualOnes() throws {
    let other = try signed("https://example.amazonaws.com:8443/")
    #expect(value("authorization", of: try signed()) != value("authorization", of: other))
  }

  @Test func keysDifferByDayRegionServiceAndSecret() throws {
    var signing = AWSSignerTests.signing
    var seen: Set = [value("authorization", of: try signed(as: signing))]
    seen.insert(value("authorization", of: try signed(as: signing, at: Self.nextDay)))
    for change: (inout AWSSigning) -> Void in [
      { $0.region = "eu-central-1" }, { $0.service = "iam" }, { $0.secretAccessKey = "another" },
    ] {
      change(&signing)
      seen.insert(value("authorization", of: try signed(as: signing)))
    }
    #expect(seen.count == 5)
  }

  @Test(arguments: [
    (
      "s3", "/b/test.txt", AWSSignerTests.token,
      "d47f1035e7773295fd33ae9361dd2783ca032a0085691eb414869d2c645bee4b"
    ),
    (
      "sts", "/?Action=GetCallerIdentity&Version=2011-06-15", nil,
      "9171004afb921c1b8b00169d89a1e25177e776c77fa9e2dcd9694026e0d9c45d"
    ),
  ])
  func presigns(service: String, target: String, token: String?, signature: String) throws {
    let url = try AWSSigner().presign(
      method: "GET", url: "https://example.amazonaws.com\(target)",
      as: AWSSignerTests.signing(for: service, token: token), expires: 3600, at: AWSSignerTests.instant)
    #expect(url.hasPrefix("https://example.amazonaws.com\(target)"))
    #expect(url.hasSuffix("&X-Amz-Signature=\(signature)"))
  }

  /// The example of the S3 API Reference, "Authenticating Requests: Using Query Parameters".
  @Test func presignsAsTheReferenceOfS3Does() throws {
    let signing = AWSSigning(
      accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      region: "us-east-1", service: "s3")
    let url = try AWSSigner().presign(
      method: "GET", url: "https://examplebucket.s3.amazonaws.com/test.txt", as: signing, expires: 86400,
      at: Timestamp(milliseconds: 1_369_353_600_000))
    #expect(
      url == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
  }

  @Test func identityShowsNoSecret() {
    #expect(AWSSignerTests.signing(for: "s3", token: AWSSignerTests.token).identity == "AKIDEXAMPLE/us-east-1/s3")
  }

  @Test func refusesWhatIsNoURL() {
    var request = HTTPRequest(method: "GET", url: "example.amazonaws.com")
    #expect(throws: HTTPURLError.notAbsolute) {
      try AWSSigner().sign(&request, as: AWSSignerTests.signing, at: AWSSignerTests.instant)
    }
  }
}
