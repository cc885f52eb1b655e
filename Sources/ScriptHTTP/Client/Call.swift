import Integrations

/// One call of a script, with all its tries.
struct Call: Sendable {
  let request: HTTPRequest
  let next: any HTTPTransport
  let clock: JobClock
  let chance: @Sendable () -> Double
  let state: ClientState?
  /// When the whole call must be over, by the monotonic clock.
  let deadline: UInt64?

  init(_ request: HTTPRequest, next: any HTTPTransport, clock: JobClock, chance: @escaping @Sendable () -> Double) {
    self.request = request
    self.next = next
    self.clock = clock
    self.chance = chance
    state = request.client.map { client in client.attached { ClientState(client, clock: clock) } }
    deadline = request.deadline.map { clock.monotonic() + UInt64(max(0, $0 / .nanoseconds(1))) }
  }

  func response() async throws(HTTPFailure) -> HTTPResponse {
    guard request.usesCache, let cache = state?.cache else { return try await tries(of: request) }
    let asking = cache.asking(request)
    let answer = try await tries(of: asking)
    guard answer.status == 304, asking.headers.count > request.headers.count else {
      cache.take(answer, to: request)
      return answer
    }
    if answer.redirectedFrom.isEmpty, var kept = cache.renewed(by: answer, for: request) {
      kept.tries = answer.tries
      return kept
    }
    // What was asked about is gone meanwhile, or another server answered for it.
    let whole = try await tries(of: request)
    cache.take(whole, to: request)
    return whole
  }

  private func tries(of request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    var tries = 0
    while true {
      tries += 1
      var outcome = await Try(call: self, request: request).outcome()
      if isOver, case .failure(let failure) = outcome, failure.kind == .timeout { throw late(tries: tries) }
      let verdict = request.retry.verdict(
        on: outcome, method: request.method, tries: tries, chance: chance(), now: clock.now())
      switch verdict {
      case .final: return try Self.counted(outcome, tries: tries)
      case .givenUp(let reason):
        tell(outcome, reason)
        return try Self.counted(outcome, tries: tries)
      case .again(let pause):
        guard hasTime(for: pause) else {
          tell(outcome, "no time for another try after \(pause.text) (deadline)")
          return try Self.counted(outcome, tries: tries)
        }
        tell(outcome, "trying again in \(pause.text) (try \(tries) of \(request.retry.attempts + 1))")
        if isLimited(outcome) { state?.gate?.hold(for: pause) }
        // The body of a failed try makes room before the pause.
        outcome = .failure(cancelled)
        try await wait(pause)
      }
    }
  }

  private func wait(_ pause: Duration) async throws(HTTPFailure) {
    await clock.wait(clock.monotonic() + UInt64(max(0, pause / .nanoseconds(1))))
    if Task.isCancelled { throw cancelled }
  }

  /// Whether the server said that all requests of this client are too many.
  private func isLimited(_ outcome: Result<HTTPResponse, HTTPFailure>) -> Bool {
    guard case .success(let response) = outcome, RetryAfter.isAboutQuota(response) else { return false }
    return RetryAfter.pause(of: response, now: clock.now()) != nil
  }

  private func tell(_ outcome: Result<HTTPResponse, HTTPFailure>, _ consequence: String) {
    guard let notice = request.notice else { return }
    let reason =
      switch outcome {
      case .success(let response): "the server answered \(response.status)"
      case .failure(let failure): "\(failure.kind.rawValue), \(failure.firstSentence)"
      }
    notice("\(request.method) \(request.shownURL): \(reason); \(consequence)")
  }

  private static func counted(
    _ outcome: Result<HTTPResponse, HTTPFailure>, tries: Int
  ) throws(HTTPFailure) -> HTTPResponse {
    switch outcome {
    case .success(var response):
      response.tries = tries
      return response
    case .failure(var failure):
      if tries > 1 { failure.message += " (\(tries) tries)" }
      throw failure
    }
  }
}

extension Call {
  /// What is left of the deadline; nil where there is none.
  var timeLeft: Duration? {
    deadline.map { deadline in
      let now = clock.monotonic()
      return .nanoseconds(deadline > now ? Int64(clamping: deadline - now) : 0)
    }
  }

  var isOver: Bool { timeLeft == .zero }

  private func hasTime(for pause: Duration) -> Bool { timeLeft.map { pause < $0 } ?? true }

  var cancelled: HTTPFailure {
    HTTPFailure(kind: .cancelled, message: "the request was cancelled.", url: request.url)
  }

  /// The failure of a call whose deadline passed.
  func late(tries: Int = 0) -> HTTPFailure {
    let limit = (request.deadline ?? .zero).text
    let count = tries == 0 ? "no try, for its client's limits let none on" : tries == 1 ? "1 try" : "\(tries) tries"
    return HTTPFailure(
      kind: .timeout,
      message: "the call was not over within \(limit) (\(count)). Ask for less, or raise the option deadline.",
      url: request.url)
  }
}

extension HTTPFailure {
  /// The message without its advice.
  fileprivate var firstSentence: String {
    guard let end = message.firstRange(of: ". ") else {
      return message.hasSuffix(".") ? String(message.dropLast()) : message
    }
    return String(message[..<end.lowerBound])
  }
}
