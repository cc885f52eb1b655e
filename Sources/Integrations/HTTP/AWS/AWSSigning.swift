/// Who signs a request to AWS, and for which service of which region.
package struct AWSSigning: Sendable, Hashable {
  package var accessKeyID: String
  package var secretAccessKey: String
  /// Of temporary credentials.
  package var sessionToken: String?
  /// Such as `eu-central-1`.
  package var region: String
  /// The name under which the service signs, such as `s3`, `iam` or `monitoring`.
  package var service: String

  package init(
    accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, region: String, service: String
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.region = region
    self.service = service
  }

  /// The services that take the path as it is sent, without normalising and encoding it again, and that want the hash of
  /// the body in a header.
  var isS3: Bool { service == "s3" || service == "s3-outposts" || service == "s3-object-lambda" }

  /// `20150830/us-east-1/iam/aws4_request`.
  func scope(date: String) -> String { "\(date)/\(region)/\(service)/aws4_request" }

  /// The scope with who signs before it.
  func credential(date: String) -> String { "\(accessKeyID)/\(scope(date: date))" }
}

extension AWSSigning: RequestSigning {
  package var identity: String { "\(accessKeyID)/\(region)/\(service)" }

  package func sign(_ request: inout HTTPRequest, at instant: Timestamp) throws(HTTPFailure) {
    do throws(HTTPURLError) {
      try AWSSigner.shared.sign(&request, as: self, at: instant)
    } catch {
      throw HTTPFailure(
        kind: .protocol, message: "The request cannot be signed: its URL \(error.description).", url: request.url)
    }
  }
}
