package import Integrations
import Lua
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
  private let byKey: [RequestKey: [Int]]
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
    byKey = Dictionary(grouping: entries.indices) { RequestKey(entries[$0].recording.request) }
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
    guard let index = take(masked, key: key, requester: request.requester) else { throw miss(masked, key: key) }
    let entry = entries[index]
    switch entry.recording.outcome {
    case .response(let response): return try accepted(response, by: request)
    case .failure(let failure) where failure.kind == .cancelled: throw await givenUp(request, entry)
    case .failure(let failure): throw failure
    }
  }

  package func shutdown() async {}

  // MARK: Finding

  private func take(_ request: Recording.Request, key: RequestKey, requester: String?) -> Int? {
    let candidates = byKey[key] ?? []
    func rank(_ index: Int) -> [Int] {
      let recording = entries[index].recording
      let isSame = recording.request.url == request.url && recording.request.body == request.body
      let isAlike = recording.request.verify == request.verify && recording.request.redirects == request.redirects
      return [isSame ? 0 : 1, isAlike ? 0 : 1, recording.requester == requester ? 0 : 1]
    }
    func best(_ indices: [Int]) -> Int? { indices.min { rank($0).lexicographicallyPrecedes(rank($1)) } }
    return state.withLock { state in
      if let fresh = best(candidates.filter { !state.isUsed.contains($0) }) {
        state.isUsed.insert(fresh)
        return fresh
      }
      guard ["GET", "HEAD", "OPTIONS"].contains(request.method) else { return nil }
      // The last of the best.
      return best(candidates.reversed().filter { !entries[$0].recording.isCancelled })
    }
  }

  private func miss(_ request: Recording.Request, key: RequestKey) -> HTTPFailure {
    let report = MissReport(request: request, key: key, entries: entries, given: byKey[key] ?? [], folder: folder)
    let command = recordCommand.map { " Record it with: \($0)" } ?? ""
    let message = report.text + command
    state.withLock { $0.missing.append("\(request.method) \(request.url): \(message)") }
    return HTTPFailure(kind: .unrecorded, message: message, url: request.url)
  }

  // MARK: Answering

  /// The limits of the request hold for recordings too.
  private func accepted(_ response: HTTPResponse, by request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
    guard response.body.count <= request.maximumBody else {
      throw HTTPFailure(
        kind: .tooLarge,
        message: "the body is larger than \(request.maximumBody) bytes (after decompression). "
          + "Ask for less, or raise the option max_body.", url: response.url)
    }
    var response = response
    if let memory = request.memory {
      guard let charge = memory.charge(response.body.count) else {
        throw HTTPFailure(
          kind: .tooLarge,
          message: "the job's memory limit leaves no room for the recorded body (limit memory). "
            + "Fetch less at once, or raise the limit.", url: response.url)
      }
      response.charge = charge
    }
    return response
  }

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
