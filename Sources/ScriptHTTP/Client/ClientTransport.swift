package import Integrations

/// What scripts' requests go through first: one call may become several tries, wait for its turn, be answered from what
/// was kept, and get a token or a signature.
///
/// ```swift
/// let transport = ClientTransport(NetworkTransport(settings: settings))
/// ```
package final class ClientTransport: HTTPTransport {
  let next: any HTTPTransport
  let clock: JobClock
  let chance: @Sendable () -> Double

  /// - Parameter chance: numbers from 0 to 1, for the length of pauses.
  package init(
    _ next: any HTTPTransport, clock: JobClock = .system,
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.next = next
    self.clock = clock
    self.chance = chance
  }

  package func start(
    _ request: HTTPRequest, completion: @escaping @Sendable (HTTPOutcome) -> Void
  ) -> any HTTPExchange {
    Call(request, through: self, completion: completion).start()
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await waiting(for: request)
  }

  package func shutdown() async { await next.shutdown() }
}
