import Integrations

/// What comes after a try.
enum RetryVerdict: Sendable, Hashable {
  /// The outcome is the script's: it is good, or nothing that another try would change.
  case final
  /// The outcome is the script's, though another try might have changed it; the text says why there is none.
  case givenUp(String)
  case again(after: Duration)
}

extension RetryPolicy {
  /// Judges the outcome of a try.
  /// - Parameters:
  ///   - tries: how many there were, this one included.
  ///   - chance: from 0 to 1: full jitter, where the pause is anything up to its longest.
  func verdict(
    on outcome: Result<HTTPResponse, HTTPFailure>, method: String, tries: Int, chance: @autoclosure () -> Double,
    now: @autoclosure () -> Timestamp
  ) -> RetryVerdict {
    guard attempts > 0, isFailed(outcome), methods.contains(method) else { return .final }
    let asked = (try? outcome.get()).flatMap { RetryAfter.pause(of: $0, now: now(), tries: tries) }
    if let asked, asked > longestPause {
      return .givenUp(
        "the server asks to wait \(asked.text), longer than \(longestPause.text) (retry.longest_pause): not tried again"
      )
    }
    guard tries <= attempts else { return .givenUp("given up after \(tries == 1 ? "1 try" : "\(tries) tries")") }
    return .again(after: asked ?? backoff(tries: tries, chance: chance()))
  }

  private func isFailed(_ outcome: Result<HTTPResponse, HTTPFailure>) -> Bool {
    switch outcome {
    case .failure(let failure): failure.isTransient
    case .success(let response):
      statuses.contains(response.status)
        || (RetryAfter.isAboutQuota(response) && statuses.contains(429))
    }
  }

  /// Exponential back-off with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter").
  private func backoff(tries: Int, chance: Double) -> Duration {
    let longest = min(longestPause, firstPause * (1 << min(tries - 1, 20)))
    return longest * chance
  }
}

extension Duration {
  /// Seconds as people read them: `0.4 s`, `60 s`.
  var text: String {
    let tenths = (self / .seconds(1) * 10).rounded()
    return "\(tenths.truncatingRemainder(dividingBy: 10) == 0 ? String(Int64(tenths / 10)) : String(tenths / 10)) s"
  }
}
