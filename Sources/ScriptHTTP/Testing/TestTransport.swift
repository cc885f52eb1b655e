package import Integrations
import Synchronization

/// Answers the requests of tests from recordings, or from answers that the test gives; notes what was asked, and what had
/// no answer. With a recorder, requests without an answer go to the network, and what comes back is kept.
///
/// ```swift
/// let transport = TestTransport(.recordings(entries, shown: "tests/fixtures"), secrets: [token])
/// let response = try await transport.send(request)
/// transport.requests, transport.missing
/// ```
package final class TestTransport: HTTPTransport {
  package enum Source: Sendable {
    /// - Parameter shown: where they are, for messages.
    case recordings([RecordingFolder.Entry], shown: String)
    case answers([TestAnswer])
    /// Recordings that cannot be read, and why: every request fails with it.
    case unreadable(String)
  }

  /// A request that had no answer.
  package struct Missing: Sendable {
    package var requester: String?
    /// `GET https://…: there is no recording of it …`, with what to do.
    package var message: String
  }

  private struct State {
    var requests: [SentRequest] = []
    var missing: [Missing] = []
  }

  private let next: any HTTPTransport
  private let recorder: MissingRecorder?
  private let mask: RecordingMask
  private let state = Mutex(State())

  /// - Parameters:
  ///   - secrets: values that are masked before requests are compared.
  ///   - advice: what to do about a request without a recording.
  package init(_ source: Source, secrets: [String], recordCommand: String?, recorder: MissingRecorder? = nil) {
    mask = RecordingMask(secrets: secrets)
    switch source {
    case .recordings(let entries, let shown):
      next = ReplayTransport(entries, from: shown, secrets: secrets, recordCommand: recordCommand)
      self.recorder = recorder
    case .answers(let answers):
      next = TestAnswers(answers, secrets: secrets)
      // The test itself says what there is.
      self.recorder = nil
    case .unreadable(let reason):
      next = UnreadableRecordings(reason: reason)
      self.recorder = nil
    }
  }

  /// In the order in which they were sent.
  package var requests: [SentRequest] { state.withLock { $0.requests } }

  package var missing: [Missing] { state.withLock { $0.missing } }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let sent = SentRequest(requester: request.requester, request: mask.masked(request))
    state.withLock { $0.requests.append(sent) }
    do throws(HTTPFailure) {
      return try await next.send(request)
    } catch {
      guard error.kind == .unrecorded else { throw error }
      if let recorder { return try await recorder.send(request) }
      let message = "\(sent.request.method) \(sent.request.url): \(error.message)"
      state.withLock { $0.missing.append(Missing(requester: request.requester, message: message)) }
      throw error
    }
  }

  package func shutdown() async {}
}

private struct UnreadableRecordings: HTTPTransport {
  let reason: String

  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    throw HTTPFailure(kind: .unrecorded, message: reason, url: request.url)
  }

  func shutdown() async {}
}
