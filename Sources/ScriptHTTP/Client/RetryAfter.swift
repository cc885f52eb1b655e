import Integrations

/// How long a server asks to wait before the next request.
enum RetryAfter {
  /// From `Retry-After`, in seconds or as a date (RFC 9110 §10.2.3); where there is none, from the time at which the quota
  /// of `X-RateLimit-Remaining: 0` is filled again, as GitHub and others have it. Never negative.
  /// - Parameter tries: how many there were: GitHub wants a minute after the first that hit its secondary limit, and longer
  ///   after each that follows.
  static func pause(of response: HTTPResponse, now: Timestamp, tries: Int = 1) -> Duration? {
    if let text = value("retry-after", of: response) {
      if let seconds = wholeNumber(text) { return .seconds(seconds) }
      return HTTPDate.parse(text).map { .milliseconds(max(0, $0.milliseconds - now.milliseconds)) }
    }
    if isSecondaryLimit(response) { return .seconds(60 << min(max(0, tries - 1), 10)) }
    guard hasNoQuota(response), let reset = value("x-ratelimit-reset", of: response).flatMap(wholeNumber) else {
      return nil
    }
    // Some count seconds from now, most from 1970.
    guard reset > 1_000_000_000 else { return .seconds(reset) }
    return .milliseconds(max(0, reset * 1000 - now.milliseconds))
  }

  /// Whether a refusal is about how much was asked for, and not about what: GitHub says 403 to both.
  static func isAboutQuota(_ response: HTTPResponse) -> Bool {
    response.status == 429
      || (response.status == 403
        && (value("retry-after", of: response) != nil || hasNoQuota(response) || isSecondaryLimit(response)))
  }

  /// GitHub's limit on how fast its API is used. The body alone may say so ("Rate limits for the REST API").
  private static func isSecondaryLimit(_ response: HTTPResponse) -> Bool {
    guard response.status == 403 || response.status == 429, !hasNoQuota(response) else { return false }
    return String(decoding: response.body.prefix(4096), as: UTF8.self).contains("secondary rate limit")
  }

  private static func hasNoQuota(_ response: HTTPResponse) -> Bool {
    value("x-ratelimit-remaining", of: response) == "0"
  }

  private static func value(_ name: String, of response: HTTPResponse) -> String? {
    response.headers.first { $0.isNamed(name) }?.value
  }

  /// Up to ten digits: more is no time that anybody waits.
  private static func wholeNumber(_ text: String) -> Int64? {
    guard 1...10 ~= text.utf8.count, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
      return nil
    }
    return Int64(text)
  }
}
