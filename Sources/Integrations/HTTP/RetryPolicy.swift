/// When a request that failed is sent again, and how long is waited before.
package struct RetryPolicy: Sendable, Hashable {
  /// How many more tries there are after the first.
  package var attempts = 3
  /// Upper-case methods. Only what may be repeated without doing something twice (RFC 9110 §9.2.2) is, unless asked.
  package var methods = Self.repeatable
  /// The statuses that are tried again.
  package var statuses = Self.transient
  /// The longest pause before the second try; it doubles with each more.
  package var firstPause: Duration = .milliseconds(500)
  /// No pause is longer. Where a server asks for a longer one, its answer is given to the script instead.
  package var longestPause: Duration = .seconds(120)

  // Made once: nearly every request has these.
  private static let repeatable: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]
  private static let transient: Set<Int> = [429, 502, 503, 504]

  package init() {}

  /// Every request once.
  package static let never = {
    var policy = RetryPolicy()
    policy.attempts = 0
    return policy
  }()
}
