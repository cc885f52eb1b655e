import Integrations
import Synchronization

/// Gives the answers of a test. One with the very URL comes before one without a query, which stands for any query.
final class TestAnswers: HTTPTransport {
  private let answers: [TestAnswer]
  private let keys: [RequestKey]
  private let mask: RecordingMask
  private let given = Mutex<[Int: Int]>([:])

  init(_ answers: [TestAnswer], secrets: [String]) {
    let mask = RecordingMask(secrets: secrets)
    self.mask = mask
    self.answers = answers
    keys = answers.map { RequestKey(mask.masked(HTTPRequest(method: $0.method, url: $0.url))) }
  }

  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let masked = mask.masked(request)
    let key = RequestKey(masked)
    guard let index = find(key) else { throw miss(masked, key) }
    let outcomes = answers[index].outcomes
    let turn = given.withLock { given in
      defer { given[index, default: 0] += 1 }
      return min(given[index] ?? 0, outcomes.count - 1)
    }
    switch outcomes[turn] {
    case .response(var response):
      response.url = request.url
      return response
    case .failure(let failure): throw failure
    }
  }

  func shutdown() async {}

  private func find(_ key: RequestKey) -> Int? {
    if let exact = keys.firstIndex(where: { $0.method == key.method && $0.url == key.url }) { return exact }
    let bare = String(key.url.prefix { $0 != "?" })
    return keys.firstIndex { $0.method == key.method && $0.url == bare }
  }

  private func miss(_ request: Recording.Request, _ key: RequestKey) -> HTTPFailure {
    // Headers and bodies do not choose among the answers of a test.
    let bare = Recording.Request(method: request.method, url: request.url)
    let entries = answers.map { answer in
      RecordingFolder.Entry(
        path: "\"\(answer.method) \(answer.url)\"",
        recording: Recording(
          request: Recording.Request(method: answer.method, url: answer.url), outcome: answer.outcomes[0]))
    }
    var report = MissReport(request: bare, key: RequestKey(bare), entries: entries, given: [], folder: "the table http")
    report.noun = "answer to"
    return HTTPFailure(
      kind: .unrecorded,
      message: "\(report.text) Add [\"\(request.method) \(request.url)\"] = { json = { … } } to the table.",
      url: request.url)
  }
}
