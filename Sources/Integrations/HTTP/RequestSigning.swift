/// Signs requests with a key, as AWS wants it.
package protocol RequestSigning: Sendable {
  /// Signs one try. What the signature consists of belongs into ``HTTPRequest/credentials``, which do not follow a
  /// redirect to another origin.
  /// - Parameter instant: the time of the try.
  func sign(_ request: inout HTTPRequest, at instant: Timestamp) throws(HTTPFailure)

  /// Who signs, without any secret: answers that were kept for one identity are not used for another.
  var identity: String { get }
}
