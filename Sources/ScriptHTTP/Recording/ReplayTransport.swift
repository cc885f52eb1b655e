package import Integrations
import Synchronization

/// Answers requests from recordings. It has no way to the network.
///
/// A request gets the recordings of its ``RequestKey``, one after the other; of those, one that is the same in every
/// byte before one that differs in a date, and one of the same task before one of another. Where all were given, a
/// request that changes nothing (GET, HEAD, OPTIONS) gets the last one again, and any other fails.
///
/// ```swift
/// let transport = ReplayTransport(try RecordingFolder("tests/fixtures").entries(), from: "tests/fixtures")
/// let response = try await transport.send(request)
/// ```
package final class ReplayTransport: HTTPTransport {
  private let entries: [RecordingFolder.Entry]
  private let shelf: ReplayShelf
  private let mask: RecordingMask
  private let folder: String
  private let recordCommand: String?
  private let state = Mutex(State())

  private struct State {
    var isUsed: Set<Int> = []
    var missing: [String] = []
  }

  /// - Parameters:
  ///   - folder: where the recordings are, as users know it.
  ///   - secrets: values that are masked before requests are compared, as they were when they were recorded.
  ///   - recordCommand: what to run to record what is missing.
  package init(
    _ entries: [RecordingFolder.Entry], from folder: String, secrets: [String] = [], recordCommand: String? = nil
  ) {
    self.entries = entries
    self.folder = folder
    self.recordCommand = recordCommand
    mask = RecordingMask(secrets: secrets)
    shelf = ReplayShelf(entries.map(\.recording))
  }

  /// The requests that had no recording, in the order in which they were sent: what each of their failures said.
  package var missing: [String] { state.withLock { $0.missing } }

  /// The recordings that answered nothing, by path.
  package var unused: [String] {
    let used = state.withLock { $0.isUsed }
    return entries.indices.filter { !used.contains($0) }.map { entries[$0].path }
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let masked = mask.masked(request)
    let key = RequestKey(masked)
    let found = state.withLock {
      shelf.take(
        masked, key: key, requester: request.requester, used: &$0.isUsed,
        isAgain: { !entries[$0].recording.isCancelled })
    }
    guard let index = found else { throw miss(masked, key: key) }
    let entry = entries[index]
    switch entry.recording.outcome {
    case .response(let response): return try response.accepted(by: request)
    case .failure(let failure) where failure.kind == .cancelled: throw await givenUp(request, entry)
    case .failure(let failure): throw failure
    }
  }

  package func shutdown() async {}

  // MARK: Finding

  private func miss(_ request: Recording.Request, key: RequestKey) -> HTTPFailure {
    let report = MissReport(request: request, key: key, entries: entries, given: shelf[key], folder: folder)
    let command = recordCommand.map { " Record it with: \($0)" } ?? ""
    let message = report.text + command
    state.withLock { $0.missing.append("\(request.method) \(request.url): \(message)") }
    return HTTPFailure(kind: .unrecorded, message: message, url: request.url)
  }

  // MARK: Answering

  /// When it was recorded somebody gave up waiting for this; whoever waits now may do so again.
  private func givenUp(_ request: HTTPRequest, _ entry: RecordingFolder.Entry) async -> HTTPFailure {
    try? await Task.sleep(for: request.timeout)
    guard !Task.isCancelled else {
      return HTTPFailure(kind: .cancelled, message: "the request was cancelled.", url: request.url)
    }
    return HTTPFailure(
      kind: .timeout,
      message: "the request was given up before an answer came when \(entry.path) was recorded, so there is none. "
        + "Record again to get one.", url: request.url, isTransient: false)
  }
}
