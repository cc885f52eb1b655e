import Synchronization

/// What the requests of one `http.client` share; each job has one more, for calls of `http.get` and its like.
package final class HTTPClientSession: Sendable {
  /// Nil for plain calls, which never wait for each other.
  package let limits: HTTPClientLimits?
  /// Nil where the client keeps none.
  package let cookies: CookieJar?
  private let attachment = Mutex<(any Sendable)?>(nil)

  package init(limits: HTTPClientLimits? = HTTPClientLimits(), cookies: CookieJar? = nil) {
    self.limits = limits
    self.cookies = cookies
  }

  /// What the transport keeps for this client, made when first asked for. It lives as long as the client.
  package func attached<Value: Sendable>(_ make: () -> Value) -> Value {
    attachment.withLock { attachment in
      if let value = attachment as? Value { return value }
      let value = make()
      attachment = value
      return value
    }
  }
}

/// How much one client may ask of its server.
package struct HTTPClientLimits: Sendable, Hashable {
  package var rate: Rate?
  /// Requests under way at once; nil for no limit.
  package var concurrency: Int?

  /// A token bucket: `burst` requests at once, and after that `requests` in each `period`.
  package struct Rate: Sendable, Hashable {
    package var requests: Int
    package var period: Duration
    package var burst: Int

    package init(requests: Int, period: Duration, burst: Int? = nil) {
      self.requests = requests
      self.period = period
      self.burst = burst ?? requests
    }
  }

  package init(rate: Rate? = nil, concurrency: Int? = nil) {
    self.rate = rate
    self.concurrency = concurrency
  }
}
