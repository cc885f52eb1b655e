import Integrations
import Synchronization

/// Answers from a list, in order, and keeps what was asked; the last answer goes on for ever.
final class ScriptedTransport: HTTPTransport {
  typealias Answer = @Sendable (HTTPRequest) throws(HTTPFailure) -> HTTPResponse

  private let answers: [Answer]
  private let seen = Mutex<[HTTPRequest]>([])

  init(_ answers: Answer...) { self.answers = answers }

  var requests: [HTTPRequest] { seen.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let index = seen.withLock { seen in
      seen.append(request)
      return seen.count - 1
    }
    return try answers[min(index, answers.count - 1)](request)
  }

  func shutdown() async {}

  static func status(_ status: Int, _ headers: KeyValuePairs<String, String> = [:], _ body: String = "") -> Answer {
    let headers = headers.map { HTTPHeader(name: $0, value: $1) }
    return { request throws(HTTPFailure) in
      HTTPResponse(
        status: status, headers: headers, body: Array(body.utf8), url: request.url, elapsed: .milliseconds(1))
    }
  }

  /// An answer that another URL gave.
  static func redirected(_ status: Int, to url: String) -> Answer {
    { request throws(HTTPFailure) in
      HTTPResponse(
        status: status, headers: [], body: [], url: url, redirectedFrom: [request.url], elapsed: .milliseconds(1))
    }
  }

  static func fails(_ kind: HTTPFailure.Kind, isTransient: Bool? = nil) -> Answer {
    { request throws(HTTPFailure) in
      throw HTTPFailure(
        kind: kind, message: "it went wrong. Look into it.", url: request.url, isTransient: isTransient)
    }
  }
}

/// Lines for a task's log.
final class Notices: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}
