import Integrations
import JSONSchema
import ScriptHTTP
import Synchronization

/// Carries the requests that the tests of a file make themselves, such as those of a module that a test calls. They get
/// the recordings of the file, or what their test says with `answer_http`.
final class OwnExchanges: HTTPTransport {
  private let exchanges: TestExchanges
  private let usual: TestExchanges.Opened
  /// By the task of the test.
  private let given = Mutex<[String: TestExchanges.Opened]>([:])

  init(_ exchanges: TestExchanges) {
    self.exchanges = exchanges
    usual = exchanges.openForTests()
  }

  /// What the requests go through first.
  var client: ClientTransport { usual.client(over: self) }

  private func opened(for requester: String?) -> TestExchanges.Opened {
    requester.flatMap { name in given.withLock { $0[name] } } ?? usual
  }

  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try await opened(for: request.requester).transport.send(request)
  }

  func shutdown() async {}

  /// Sets where the answers of a test come from, from here to its end.
  /// - Parameter body: the option `http` as JSON.
  func answer(_ test: Int, _ body: [UInt8], line: Int?) -> TestNotes.RunOutcome {
    do throws(TestRequestError) {
      let request = try TestRequest(body)
      do throws(IntegrationError) {
        let opened =
          if let answers = request.answers {
            exchanges.open(answers: answers, secrets: [])
          } else {
            try exchanges.open(recordings: request.recordings, secrets: [], line: line)
          }
        given.withLock { $0[LoadedTests.taskName(of: test)] = opened }
        return .result(Array("true".utf8))
      } catch {
        return .failure(error.message)
      }
    } catch {
      return .failure(error.message)
    }
  }

  /// What a test has asked, as tests see it.
  func requests(of test: Int) -> TestNotes.RunOutcome {
    let name = LoadedTests.taskName(of: test)
    let sent = opened(for: name).transport.requests.filter { $0.requester == name }
    return .result(JSONValue.array(sent.map(\.json)).serialized())
  }

  /// The first request of a test that had no answer.
  func missing(of requester: String) -> TestTransport.Missing? {
    let transports = [usual.transport, opened(for: requester).transport]
    return transports.lazy.flatMap(\.missing).first { $0.requester == requester }
  }

  /// Writes what was recorded; gives the paths.
  func finish() async throws(IntegrationError) -> [String] {
    var paths = try await usual.finish()
    for opened in given.withLock({ Array($0.values) }) { paths += try await opened.finish() }
    return paths.sorted()
  }
}
