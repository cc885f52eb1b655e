package import Lua

/// What carries the requests of scripts. ``ScriptHTTP`` fills it in over SwiftNIO; record and replay are others.
package protocol HTTPTransport: Sendable {
  /// Sends a request and collects the whole response. A status is never an error. Cancelling the calling task
  /// abandons the request.
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse

  /// Starts a request and returns at once. `completion` gets what came of it: once, on any thread, perhaps before this
  /// returns. Jobs send this way: thousands of requests need no task each.
  func start(_ request: HTTPRequest, completion: @escaping @Sendable (HTTPOutcome) -> Void) -> any HTTPExchange

  /// Closes pooled connections; the transport must not be used after.
  func shutdown() async
}

package struct HTTPHeader: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// Where the response came from, after redirects.
  package var url: String
  /// The URLs that answered with a redirect that was followed, first to last.
  package var redirectedFrom: [String]
  package var elapsed: Duration
  /// The account's room for the body.
  package var charge: LuaMemoryAccount.Charge?
  /// Whether the body is one that was kept, and the server said that it is still the same.
  package var isFromCache = false
  /// `1.0`, `1.1` or `2`; nil where it is not known.
  package var httpVersion: String?
  /// What the TLS handshake told; nil where there was none.
  package var tls: TLSFacts?
  /// How often the request was sent until this came.
  package var tries = 1

  package init(
    status: Int, headers: [HTTPHeader], body: [UInt8], url: String, redirectedFrom: [String] = [], elapsed: Duration
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
    self.redirectedFrom = redirectedFrom
    self.elapsed = elapsed
  }
}

/// A transport that failed: no response came, or not a whole one.
package struct HTTPFailure: Error, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case dns, refused, timeout, tls, reset, redirects, denied, `protocol`
    case tooLarge = "too_large"
    /// No access token could be got for the request.
    case auth
    /// A replay has no recording of the request.
    case unrecorded
    /// The task or the job was cancelled while the request was under way.
    case cancelled
  }

  package var kind: Kind
  /// A full sentence without the URL: what failed, why, and what to do where that helps.
  package var message: String
  package var url: String
  /// Whether the same request may well succeed when it is sent again.
  package var isTransient: Bool

  /// What is transient is told by the kind where it is not said.
  package init(kind: Kind, message: String, url: String, isTransient: Bool? = nil) {
    self.kind = kind
    self.message = message
    self.url = url
    self.isTransient = isTransient ?? [.dns, .refused, .timeout, .reset].contains(kind)
  }
}
