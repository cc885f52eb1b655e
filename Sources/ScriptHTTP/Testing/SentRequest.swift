/// A request that a test's scripts sent, without what is secret in it.
package struct SentRequest: Sendable {
  /// The task that asked; `stage_one`, or nil where the host asked on its own.
  package var requester: String?
  package var request: Recording.Request
}
