import Crypto
import Synchronization

/// Signs requests to AWS with Signature Version 4 (IAM User Guide, "Create a signed AWS API request"). One serves a whole
/// process: it keeps the keys that it derived.
///
/// ```swift
/// try signer.sign(&request, as: signing, at: clock.now())
/// ```
package final class AWSSigner: Sendable {
  private let keys = Mutex(AWSSigningKeys())

  package init() {}

  /// The process's own.
  package static let shared = AWSSigner()

  private static let algorithm = "AWS4-HMAC-SHA256"
  private static let unsignedPayload = "UNSIGNED-PAYLOAD"
  private static let hashHeader = "x-amz-content-sha256"
  private static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// Puts the signature into the request's credentials, in place of one that is there. An `x-amz-content-sha256` of the
  /// request's own is kept: `UNSIGNED-PAYLOAD`, or the hash of the body where it is known.
  package func sign(
    _ request: inout HTTPRequest, as signing: AWSSigning, at instant: Timestamp
  ) throws(HTTPURLError) {
    let url = try request.target
    let stamp = instant.basicISO8601
    request.headers.removeAll { Self.isOwnHeader($0.name) }
    let given = request.headers.first { $0.isNamed(Self.hashHeader) }?.value
    let hash = given ?? Self.hash(of: request.body)
    var own = [HTTPHeader(name: "x-amz-date", value: stamp)]
    if let token = signing.sessionToken { own.append(HTTPHeader(name: "x-amz-security-token", value: token)) }
    if signing.isS3, given == nil { own.append(HTTPHeader(name: Self.hashHeader, value: hash)) }
    let canonical = AWSCanonicalRequest(
      method: request.method, path: url.path, query: url.query ?? "",
      headers: Self.withHost(request.headers + own, of: url), payloadHash: hash, keepsPath: signing.isS3)
    let value =
      "\(Self.algorithm) Credential=\(signing.credential(date: String(stamp.prefix(8)))), "
      + "SignedHeaders=\(canonical.signedHeaders), "
      + "Signature=\(signature(of: canonical, as: signing, stamp: stamp))"
    request.credentials.headers = own + [HTTPHeader(name: "authorization", value: value)]
  }

  /// The URL with the signature in its query: whoever has it may make the request until it expires.
  /// - Parameter expires: seconds; AWS takes 1 to 604,800.
  package func presign(
    method: String, url text: String, as signing: AWSSigning, expires: Int, at instant: Timestamp
  ) throws(HTTPURLError) -> String {
    var url = try HTTPURL(text)
    let stamp = instant.basicISO8601
    let credential = signing.credential(date: String(stamp.prefix(8)))
    var parameters = [
      ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", credential), ("X-Amz-Date", stamp),
      ("X-Amz-Expires", String(expires)), ("X-Amz-SignedHeaders", "host"),
    ]
    if let token = signing.sessionToken { parameters.append(("X-Amz-Security-Token", token)) }
    for (name, value) in parameters { url.appendQuery("\(name)=\(AWSURIEncoding.encode(value))") }
    let canonical = AWSCanonicalRequest(
      method: method, path: url.path, query: url.query ?? "", headers: Self.withHost([], of: url),
      payloadHash: signing.isS3 ? Self.unsignedPayload : Self.emptyHash, keepsPath: signing.isS3)
    url.appendQuery("X-Amz-Signature=\(signature(of: canonical, as: signing, stamp: stamp))")
    return url.description
  }

  func signature(of canonical: AWSCanonicalRequest, as signing: AWSSigning, stamp: String) -> String {
    let date = String(stamp.prefix(8))
    let text = Self.textToSign(canonical, as: signing, stamp: stamp)
    let key = keys.withLock { $0.key(of: signing, date: date) }
    return Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }

  static func textToSign(_ canonical: AWSCanonicalRequest, as signing: AWSSigning, stamp: String) -> String {
    let scope = signing.scope(date: String(stamp.prefix(8)))
    return "\(algorithm)\n\(stamp)\n\(scope)\n\(Hexadecimal.text(SHA256.hash(data: canonical.bytes)))"
  }

  private static func hash(of body: [UInt8]?) -> String {
    guard let body, !body.isEmpty else { return emptyHash }
    return Hexadecimal.text(SHA256.hash(data: body))
  }

  private static func isOwnHeader(_ name: String) -> Bool {
    ["authorization", "x-amz-date", "x-amz-security-token"].contains { HTTPHeader.matches(name, $0) }
  }

  private static func withHost(_ headers: [HTTPHeader], of url: HTTPURL) -> [HTTPHeader] {
    guard !headers.contains(where: { $0.isNamed("host") }) else { return headers }
    return headers + [HTTPHeader(name: "host", value: url.authority)]
  }
}
