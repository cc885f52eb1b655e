import Integrations

/// What the transport keeps for one client.
final class ClientState: Sendable {
  /// Nil for plain calls, which never wait for each other.
  let gate: Gate?
  let cache = ResponseCache()
  let tokens: TokenStore

  init(_ session: HTTPClientSession, clock: JobClock) {
    gate = session.limits.map { Gate($0, clock: clock) }
    tokens = TokenStore(clock: clock)
  }
}
