import Integrations
import Synchronization

/// The access tokens of one client. Whoever needs one while it is fetched waits for that fetch.
final class TokenStore: Sendable {
  private struct Token {
    var text: String
    /// By the monotonic clock; nil where the server did not say.
    var expiry: UInt64?
  }

  private struct Fetch {
    var id: Int
    var task: Task<Result<TokenResponse, HTTPFailure>, Never>
    var waiters = 0
  }

  private struct State {
    var tokens: [OAuth2Grant: Token] = [:]
    var fetches: [OAuth2Grant: Fetch] = [:]
    var lastID = 0
  }

  private let state = Mutex(State())
  private let clock: JobClock

  init(clock: JobClock) { self.clock = clock }

  /// The token for a grant; `fetch` is called when there is none that is good for a while.
  func token(
    for grant: OAuth2Grant, fetch: @escaping @Sendable () async -> Result<TokenResponse, HTTPFailure>
  ) async throws(HTTPFailure) -> String {
    let now = clock.monotonic()
    let (known, running) = state.withLock { state -> (String?, Fetch?) in
      if let token = state.tokens[grant], token.expiry.map({ $0 > now }) ?? true { return (token.text, nil) }
      var running = state.fetches[grant] ?? Self.start(fetch, &state)
      running.waiters += 1
      state.fetches[grant] = running
      return (nil, running)
    }
    if let known { return known }
    guard let running else { throw Self.cancelled(grant) }
    let result = await withTaskCancellationHandler {
      await running.task.value
    } onCancel: {
      // It goes on for as long as anybody waits for it.
      leave(grant, running)
    }
    if Task.isCancelled { throw Self.cancelled(grant) }
    finish(grant, running, result)
    return try result.get().accessToken
  }

  /// Forgets a token that a server refused, unless a newer one took its place.
  func forget(_ token: String, of grant: OAuth2Grant) {
    state.withLock { state in
      if state.tokens[grant]?.text == token { state.tokens[grant] = nil }
    }
  }

  private static func start(
    _ fetch: @escaping @Sendable () async -> Result<TokenResponse, HTTPFailure>, _ state: inout State
  ) -> Fetch {
    state.lastID += 1
    return Fetch(id: state.lastID, task: Task { await fetch() })
  }

  private func leave(_ grant: OAuth2Grant, _ fetch: Fetch) {
    let abandoned = state.withLock { state -> Task<Result<TokenResponse, HTTPFailure>, Never>? in
      guard var running = state.fetches[grant], running.id == fetch.id else { return nil }
      running.waiters -= 1
      state.fetches[grant] = running.waiters > 0 ? running : nil
      return running.waiters > 0 ? nil : running.task
    }
    abandoned?.cancel()
  }

  /// The first to hear of the end of a fetch tells the others to come.
  private func finish(_ grant: OAuth2Grant, _ fetch: Fetch, _ result: Result<TokenResponse, HTTPFailure>) {
    let now = clock.monotonic()
    state.withLock { state in
      guard state.fetches[grant]?.id == fetch.id else { return }
      state.fetches[grant] = nil
      guard case .success(let response) = result else { return }
      state.tokens[grant] = Token(text: response.accessToken, expiry: response.lifetime.map { now + $0 })
    }
  }

  private static func cancelled(_ grant: OAuth2Grant) -> HTTPFailure {
    HTTPFailure(kind: .cancelled, message: "the request was cancelled.", url: grant.tokenURL)
  }
}
