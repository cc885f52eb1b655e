/// What proves who asks, and must reach the server that it is meant for alone.
package struct HTTPCredentials: Sendable, Hashable {
  package var headers: [HTTPHeader]
  /// Pairs for the query, percent-encoded: `api_key=…`.
  package var query: String?

  package init(headers: [HTTPHeader] = [], query: String? = nil) {
    self.headers = headers
    self.query = query
  }
}
