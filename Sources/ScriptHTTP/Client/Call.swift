import Integrations
import Synchronization

/// One call of a script, with all its tries.
final class Call: HTTPExchange {
  let request: HTTPRequest
  let transport: ClientTransport
  /// Nil for a request that needs nothing of it: most plain calls.
  let state: ClientState?
  /// When the whole call must be over, by the monotonic clock.
  let deadline: UInt64?
  /// What goes on for a call that was started.
  let chain = Mutex(HTTPExchangeChain())
  /// Gets what came of a call that was started, once.
  private let completion: @Sendable (HTTPOutcome) -> Void

  init(
    _ request: HTTPRequest, through transport: ClientTransport,
    completion: @escaping @Sendable (HTTPOutcome) -> Void = { _ in }
  ) {
    self.request = request
    self.transport = transport
    self.completion = completion
    let needsState = request.client?.limits != nil || request.usesCache || request.oauth2 != nil
    let client = needsState ? request.client : nil
    state = client.map { client in client.attached { ClientState(client, clock: transport.clock) } }
    deadline = request.deadline.map { transport.clock.monotonic() + UInt64(max(0, $0 / .nanoseconds(1))) }
  }

  /// Carries the call out. Most calls are one try, which needs no task of its own.
  func start() -> any HTTPExchange {
    guard !request.usesCache, request.oauth2 == nil else {
      return HTTPTaskExchange { [self] in
        completion(await HTTPOutcome { () async throws(HTTPFailure) in try await response() })
      }
    }
    Try(call: self, request: request).start { [self] in tried($0) }
    return self
  }

  private func tried(_ outcome: HTTPOutcome) {
    switch verdict(on: outcome, to: request, tries: 1) {
    case .over(let changed):
      // What carried it is not kept until somebody has looked at the answer.
      chain.end()
      completion(changed ?? outcome)
    case .again(let pause):
      let rest = HTTPTaskExchange { [self] in
        completion(await HTTPOutcome { () async throws(HTTPFailure) in try await tries(of: request, after: pause) })
      }
      chain.follow(rest, position: 2)
    }
  }

  func cancel() { chain.cancel() }

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

  /// - Parameter pause: after a first try that was made elsewhere.
  private func tries(of request: HTTPRequest, after pause: Duration? = nil) async throws(HTTPFailure) -> HTTPResponse {
    var tries = 0
    var pause = pause
    while true {
      if let pause {
        tries = max(tries, 1)
        try await wait(pause)
      }
      tries += 1
      // The body of a failed try makes room before the pause.
      let outcome = await Try(call: self, request: request).outcome()
      switch verdict(on: outcome, to: request, tries: tries) {
      case .over(let changed): return try (changed ?? outcome).get()
      case .again(let longer): pause = longer
      }
    }
  }

  private enum Verdict {
    /// With what is told in place of the outcome; nil where it is told as it is.
    case over(HTTPOutcome?)
    case again(after: Duration)
  }

  private func verdict(on outcome: HTTPOutcome, to request: HTTPRequest, tries: Int) -> Verdict {
    if isOver, case .failure(let failure) = outcome, failure.kind == .timeout {
      return .over(.failure(late(tries: tries)))
    }
    switch request.retry.verdict(
      on: outcome, method: request.method, tries: tries, chance: transport.chance(), now: transport.clock.now())
    {
    case .final: return .over(Self.counted(outcome, tries: tries))
    case .givenUp(let reason):
      tell(outcome, reason)
      return .over(Self.counted(outcome, tries: tries))
    case .again(let pause):
      guard hasTime(for: pause) else {
        tell(outcome, "no time for another try after \(pause.text) (deadline)")
        return .over(Self.counted(outcome, tries: tries))
      }
      tell(outcome, "trying again in \(pause.text) (try \(tries) of \(request.retry.attempts + 1))")
      if isLimited(outcome) { state?.gate?.hold(for: pause) }
      return .again(after: pause)
    }
  }

  private func wait(_ pause: Duration) async throws(HTTPFailure) {
    await transport.clock.wait(transport.clock.monotonic() + UInt64(max(0, pause / .nanoseconds(1))))
    if Task.isCancelled { throw cancelled }
  }

  /// Whether the server said that all requests of this client are too many.
  private func isLimited(_ outcome: HTTPOutcome) -> Bool {
    guard case .success(let response) = outcome, RetryAfter.isAboutQuota(response) else { return false }
    return RetryAfter.pause(of: response, now: transport.clock.now()) != nil
  }

  private func tell(_ outcome: HTTPOutcome, _ consequence: String) {
    guard let notice = request.notice else { return }
    let reason =
      switch outcome {
      case .success(let response): "the server answered \(response.status)"
      case .failure(let failure): "\(failure.kind.rawValue), \(failure.firstSentence)"
      }
    notice("\(request.method) \(request.shownURL): \(reason); \(consequence)")
  }

  private static func counted(_ outcome: HTTPOutcome, tries: Int) -> HTTPOutcome? {
    guard tries > 1 else { return nil }
    switch outcome {
    case .success(var response):
      response.tries = tries
      return .success(response)
    case .failure(var failure):
      failure.message += " (\(tries) tries)"
      return .failure(failure)
    }
  }
}

extension Call {
  /// What is left of the deadline; nil where there is none.
  var timeLeft: Duration? {
    deadline.map { deadline in
      let now = transport.clock.monotonic()
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
