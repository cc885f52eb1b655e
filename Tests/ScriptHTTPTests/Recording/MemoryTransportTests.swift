import Foundation
import Integrations
import Synchronization
import TestSupport
import Testing

@testable import ScriptHTTP

/// Runs that are answered from memory, live, or both.
@Suite struct MemoryTransportTests {
  /// A server that counts: each answer is another.
  private final class Server: HTTPTransport {
    private let count = Atomic(0)

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
      let number = count.add(1, ordering: .relaxed).newValue
      if request.url.hasSuffix("/given-up") {
        throw HTTPFailure(kind: .cancelled, message: "cancelled", url: request.url)
      }
      return HTTPResponse(status: 200, headers: [], body: Array("\(number)".utf8), url: request.url, elapsed: .zero)
    }

    func shutdown() async {}
  }

  private let memory = ExchangeMemory(secrets: ["hush-hush-hush"])
  private let server = Server()

  private func run(live: Bool = false, offline: Bool = false) -> MemoryTransport {
    MemoryTransport(memory, network: offline ? nil : server, isLive: live)
  }

  private func get(_ run: MemoryTransport, _ path: String, task: String = "a") async -> String {
    var request = HTTPRequest(method: "GET", url: "http://x\(path)")
    request.requester = task
    do {
      return try await run.send(request).text
    } catch {
      return "\(error.kind)"
    }
  }

  @Test func fetchesOnceAndReplaysAfterThat() async {
    let first = run(live: true)
    #expect(await get(first, "/1") == "1")
    first.commit(ran: nil, isWhole: true)
    let second = run()
    #expect(await get(second, "/1") == "1")
    #expect(second.isReplay)
    #expect(await get(second, "/2") == "2")
    #expect(!second.isReplay)
    #expect(second.counts == MemoryTransport.Counts(replayed: 1, live: 1))
    second.commit(ran: ["a"], isWhole: true)
    #expect(await get(run(), "/2") == "2")
  }

  @Test func replacesOnlyWhatTheTasksThatRanHaveFetched() async {
    let first = run(live: true)
    _ = await get(first, "/1", task: "a")
    _ = await get(first, "/2", task: "b")
    first.commit(ran: nil, isWhole: true)
    let second = run(live: true)
    #expect(await get(second, "/1", task: "a") == "3")
    second.commit(ran: ["a"], isWhole: true)
    #expect(await get(run(), "/1", task: "a") == "3")
    #expect(await get(run(), "/2", task: "b") == "2")
    #expect(memory.count == 2)
  }

  @Test func keepsTheOldWhereALiveRunIsGivenUp() async {
    let first = run(live: true)
    _ = await get(first, "/1")
    first.commit(ran: nil, isWhole: true)
    let second = run(live: true)
    _ = await get(second, "/1")
    second.commit(ran: nil, isWhole: false)
    #expect(await get(run(), "/1") == "1")
  }

  @Test func usesWhatTheFirstRunHasFetchedBeforeItWasGivenUp() async {
    let first = run(live: true)
    _ = await get(first, "/1")
    #expect(await get(first, "/given-up") == "cancelled")
    first.commit(ran: nil, isWhole: false)
    #expect(memory.count == 1)
    #expect(await get(run(), "/1") == "1")
  }

  @Test func sendsNothingOffline() async {
    let offline = run(offline: true)
    #expect(await get(offline, "/1") == "unrecorded")
    #expect(offline.counts == MemoryTransport.Counts(missing: 1))
  }

  @Test func forgetsWhatNobodyAsksForAnyMore() async {
    let first = run(live: true)
    _ = await get(first, "/old")
    _ = await get(first, "/other", task: "b")
    first.commit(ran: nil, isWhole: true)
    for _ in 0..<30 {
      let again = run()
      _ = await get(again, "/new")
      again.commit(ran: ["a"], isWhole: true)
    }
    #expect(memory.count == 2)
    #expect(await get(run(), "/other", task: "b") == "2")
  }

  @Test func writesNoSecrets() async throws {
    let first = run(live: true)
    _ = await get(first, "/hush-hush-hush")
    first.commit(ran: nil, isWhole: true)
    try await withTemporaryDirectory { folder in
      let recordings = RecordingFolder(folder.appending(path: "r").path)
      try memory.save(to: recordings)
      let urls = try recordings.entries().map(\.recording.request.url)
      #expect(urls.count == 1)
      #expect(urls.first?.contains("hush") == false)
      let again = try ExchangeMemory(secrets: ["hush-hush-hush"], from: recordings)
      #expect(await get(MemoryTransport(again, network: nil, isLive: false), "/hush-hush-hush") == "1")
    }
  }
}
