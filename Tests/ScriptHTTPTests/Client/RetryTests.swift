import Integrations
import Testing

@testable import ScriptHTTP

@Suite struct RetryTests {
  private struct Run {
    var status: Int?
    var failure: HTTPFailure?
    var tries: Int
    var sent: Int
    var pauses: [Duration]
    var log: [String]
  }

  /// One call through answers given in order. The chance is 1: each pause is the longest it may be.
  private func call(
    _ transport: ScriptedTransport, _ change: (inout HTTPRequest) -> Void = { _ in }
  ) async -> Run {
    let time = VirtualClock()
    let notices = Notices()
    var request = HTTPRequest(method: "GET", url: "http://a/x")
    request.notice = { notices.add($0) }
    change(&request)
    let client = ClientTransport(transport, clock: time.clock, chance: { 1 })
    do throws(HTTPFailure) {
      let response = try await client.send(request)
      return Run(
        status: response.status, tries: response.tries, sent: transport.requests.count, pauses: time.pauses,
        log: notices.all)
    } catch {
      return Run(failure: error, tries: 0, sent: transport.requests.count, pauses: time.pauses, log: notices.all)
    }
  }

  @Test(arguments: [429, 502, 503, 504])
  func triesAgainAfterAStatusThatPasses(status: Int) async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(status), ScriptedTransport.status(200)))
    #expect(run.status == 200 && run.tries == 2)
    #expect(run.pauses == [.milliseconds(500)])
    #expect(run.log == ["GET http://a/x: the server answered \(status); trying again in 0.5 s (try 1 of 4)"])
  }

  @Test(arguments: [200, 301, 400, 403, 404, 500, 501])
  func takesOtherStatusesAsTheyAre(status: Int) async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(status)))
    #expect(run.status == status && run.sent == 1 && run.log.isEmpty)
  }

  @Test(arguments: [HTTPFailure.Kind.dns, .refused, .reset, .timeout])
  func triesAgainAfterAFailureThatPasses(kind: HTTPFailure.Kind) async {
    let run = await call(ScriptedTransport(ScriptedTransport.fails(kind), ScriptedTransport.status(200)))
    #expect(run.status == 200 && run.tries == 2)
    #expect(run.log == ["GET http://a/x: \(kind.rawValue), it went wrong; trying again in 0.5 s (try 1 of 4)"])
  }

  @Test(arguments: [HTTPFailure.Kind.tls, .tooLarge, .redirects, .denied, .protocol, .cancelled])
  func doesNotRepeatWhatFailsForGood(kind: HTTPFailure.Kind) async {
    let run = await call(ScriptedTransport(ScriptedTransport.fails(kind)))
    #expect(run.failure?.kind == kind && run.sent == 1)
  }

  @Test func repeatsAHandshakeThatWasBrokenOff() async {
    let run = await call(
      ScriptedTransport(ScriptedTransport.fails(.tls, isTransient: true), ScriptedTransport.status(200)))
    #expect(run.status == 200)
  }

  @Test func doublesItsPausesAndGivesUp() async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(503)))
    #expect(run.status == 503 && run.tries == 4 && run.sent == 4)
    #expect(run.pauses == [.milliseconds(500), .seconds(1), .seconds(2)])
    #expect(run.log.last == "GET http://a/x: the server answered 503; given up after 4 tries")
  }

  @Test func tellsHowOftenItTried() async {
    let run = await call(ScriptedTransport(ScriptedTransport.fails(.reset))) { $0.retry.attempts = 1 }
    #expect(run.failure?.message == "it went wrong. Look into it. (2 tries)")
    #expect(run.failure?.kind == .reset)
  }

  @Test func pausesAreBoundedAndJittered() async {
    let time = VirtualClock()
    let transport = ScriptedTransport(ScriptedTransport.status(503))
    var request = HTTPRequest(method: "GET", url: "http://a/x")
    request.retry.attempts = 5
    request.retry.longestPause = .seconds(3)
    _ = try? await ClientTransport(transport, clock: time.clock, chance: { 0.5 }).send(request)
    #expect(
      time.pauses == [.milliseconds(250), .milliseconds(500), .seconds(1), .milliseconds(1500), .milliseconds(1500)])
  }

  @Test(
    arguments: [
      ("POST", [], 1), ("PATCH", [], 1), ("POST", ["POST"], 4), ("PUT", [], 4), ("DELETE", [], 4), ("HEAD", [], 4),
      ("GET", ["POST"], 1),
    ] as [(String, Set<String>, Int)])
  func repeatsOnlyWhatMayBeRepeated(method: String, methods: Set<String>, tries: Int) async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(503))) {
      $0.method = method
      if !methods.isEmpty { $0.retry.methods = methods }
    }
    #expect(run.sent == tries)
  }

  @Test func triesOnceWhereThatIsAsked() async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(503))) { $0.retry = .never }
    #expect(run.sent == 1 && run.log.isEmpty)
  }

  @Test(
    arguments: [
      (["retry-after": "7"], .seconds(7)),
      (["Retry-After": "0"], .zero),
      (["retry-after": "Tue, 14 Nov 2023 22:13:30 GMT"], .seconds(10)),
      (["retry-after": "Tue, 14 Nov 2023 22:13:00 GMT"], .zero),
      (["retry-after": "soon"], .milliseconds(500)),
      (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000005"], .seconds(5)),
      (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "5"], .seconds(5)),
      (["x-ratelimit-remaining": "1", "x-ratelimit-reset": "1700000005"], .milliseconds(500)),
    ] as [(KeyValuePairs<String, String>, Duration)])
  func waitsAsLongAsTheServerAsks(headers: KeyValuePairs<String, String>, pause: Duration) async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(429, headers), ScriptedTransport.status(200)))
    #expect(run.status == 200)
    #expect(run.pauses == (pause == .zero ? [] : [pause]))
  }

  /// What GitHub's documentation asks for: a minute, then longer, where no header says how long.
  @Test(arguments: [403, 429])
  func waitsForGitHubsSecondaryLimit(status: Int) async {
    let body =
      #"{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}"#
    let refused = ScriptedTransport.status(status, [:], body)
    let run = await call(ScriptedTransport(refused, refused, ScriptedTransport.status(200)))
    #expect(run.status == 200 && run.tries == 3)
    #expect(run.pauses == [.seconds(60), .seconds(120)])
  }

  @Test func keepsToRetryAfterOfASecondaryLimit() async {
    let refused = ScriptedTransport.status(403, ["retry-after": "7"], "secondary rate limit")
    let run = await call(ScriptedTransport(refused, ScriptedTransport.status(200)))
    #expect(run.status == 200 && run.pauses == [.seconds(7)])
  }

  @Test func givesTheAnswerWhereTheServerAsksForTooLong() async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(429, ["retry-after": "3600"])))
    #expect(run.status == 429 && run.sent == 1 && run.pauses.isEmpty)
    #expect(
      run.log == [
        "GET http://a/x: the server answered 429; the server asks to wait 3600 s, longer than 120 s "
          + "(retry.longest_pause): not tried again"
      ])
  }

  @Test func aForbiddenThatIsAboutAQuotaIsTriedAgain() async {
    let run = await call(
      ScriptedTransport(ScriptedTransport.status(403, ["retry-after": "2"]), ScriptedTransport.status(200)))
    #expect(run.status == 200 && run.pauses == [.seconds(2)])
  }

  @Test func keepsToItsDeadline() async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(503))) { $0.deadline = .seconds(2) }
    #expect(run.status == 503 && run.pauses == [.milliseconds(500), .seconds(1)])
    #expect(run.log.last == "GET http://a/x: the server answered 503; no time for another try after 2 s (deadline)")
  }

  @Test func givesEachTryWhatIsLeftOfTheDeadline() async {
    let transport = ScriptedTransport(ScriptedTransport.status(503))
    _ = await call(transport) {
      $0.deadline = .seconds(2)
      $0.timeout = .milliseconds(1800)
    }
    #expect(transport.requests.map(\.timeout) == [.milliseconds(1800), .milliseconds(1500), .milliseconds(500)])
  }

  @Test func aDeadlineThatPassesIsATimeout() async {
    let time = VirtualClock()
    let slow: ScriptedTransport.Answer = { request throws(HTTPFailure) in
      time.advance(.seconds(5))
      throw HTTPFailure(kind: .timeout, message: "too slow.", url: request.url)
    }
    let transport = ScriptedTransport(slow)
    var request = HTTPRequest(method: "GET", url: "http://a/x")
    request.deadline = .seconds(5)
    do throws(HTTPFailure) {
      _ = try await ClientTransport(transport, clock: time.clock, chance: { 1 }).send(request)
      Issue.record("was answered")
    } catch {
      #expect(error.kind == .timeout)
      #expect(
        error.message == "the call was not over within 5 s (1 try). Ask for less, or raise the option deadline.")
    }
  }

  @Test func cancellingEndsAPauseAtOnce() async {
    let transport = ScriptedTransport(ScriptedTransport.status(429, ["retry-after": "100"]))
    let client = ClientTransport(transport)
    let task = Task { () -> HTTPFailure.Kind? in
      do throws(HTTPFailure) {
        _ = try await client.send(HTTPRequest(method: "GET", url: "http://a/x"))
        return nil
      } catch {
        return error.kind
      }
    }
    while transport.requests.isEmpty { await Task.yield() }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(transport.requests.count == 1)
  }

  @Test func showsNoSecretsInTheLog() async {
    let run = await call(ScriptedTransport(ScriptedTransport.status(503), ScriptedTransport.status(200))) {
      $0.url = "http://a/x?page=1&access_token=abc"
      $0.credentials.query = "api_key=hidden"
    }
    #expect(run.log.first?.hasPrefix("GET http://a/x?page=1&access_token=••••: ") == true)
  }

  @Test func signsEachTryAnew() async {
    struct Signing: RequestSigning {
      var identity: String { "me" }

      func sign(_ request: inout HTTPRequest, at instant: Timestamp) throws(HTTPFailure) {
        request.credentials.headers.append(HTTPHeader(name: "signed", value: instant.iso8601))
      }
    }
    let transport = ScriptedTransport(ScriptedTransport.status(503), ScriptedTransport.status(200))
    _ = await call(transport) { $0.signing = Signing() }
    #expect(
      transport.requests.map { $0.credentials.headers.map(\.value) } == [
        ["2023-11-14T22:13:20.000Z"], ["2023-11-14T22:13:20.500Z"],
      ])
  }
}
