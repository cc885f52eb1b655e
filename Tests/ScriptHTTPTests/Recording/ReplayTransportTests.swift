import Foundation
import Integrations
import Lua
import TestSupport
import Testing

@testable import ScriptHTTP

/// Which recording answers which request.
@Suite struct ReplayTransportTests {
  private func entry(
    _ name: String, _ url: String, method: String = "GET", task: String? = nil, body: String? = nil,
    verify: Bool = true, answer: String? = nil, kind: HTTPFailure.Kind? = nil
  ) -> RecordingFolder.Entry {
    let request = Recording.Request(
      method: method, url: url, body: body.map { Array($0.utf8) }, verify: verify)
    let response = HTTPResponse(
      status: 200, headers: [], body: Array((answer ?? name).utf8), url: url, elapsed: .milliseconds(5))
    let outcome = kind.map { Recording.Outcome.failure(HTTPFailure(kind: $0, message: "m.", url: url)) }
    return RecordingFolder.Entry(
      path: "\(name).http",
      recording: Recording(requester: task, request: request, outcome: outcome ?? .response(response)))
  }

  private func answer(
    _ replay: ReplayTransport, _ url: String, method: String = "GET", task: String? = nil, body: String? = nil,
    change: (inout HTTPRequest) -> Void = { _ in }
  ) async -> String {
    var request = HTTPRequest(method: method, url: url, timeout: .milliseconds(1))
    request.body = body.map { Array($0.utf8) }
    request.requester = task
    change(&request)
    do {
      return try await replay.send(request).text
    } catch {
      return "\(error.kind): \(error.message)"
    }
  }

  @Test func givesTheNthRequestTheNthRecording() async {
    let entries = [entry("1", "http://a/"), entry("2", "http://a/"), entry("b", "http://b/")]
    let replay = ReplayTransport(entries, from: "r")
    #expect(await answer(replay, "http://a/") == "1")
    #expect(await answer(replay, "http://b/") == "b")
    #expect(await answer(replay, "http://a/") == "2")
    #expect(replay.unused == [])
    #expect(await answer(replay, "http://a/") == "2", "what changes nothing gets the last again")
    #expect(replay.missing == [])
  }

  @Test func failsWhenSomethingIsDoneOnceMoreThanItWasRecorded() async {
    let replay = ReplayTransport([entry("1", "http://a/", method: "POST", body: "x")], from: "r")
    #expect(await answer(replay, "http://a/", method: "POST", body: "x") == "1")
    let again = await answer(replay, "http://a/", method: "POST", body: "x")
    #expect(again == "unrecorded: it was recorded once in r (1.http), and is now sent once more.")
    #expect(replay.missing == ["POST http://a/: it was recorded once in r (1.http), and is now sent once more."])
  }

  @Test func prefersTheSameDateThenTheSameTask() async {
    let entries = [
      entry("old", "http://a/?d=2024-01-01", task: "x"), entry("new", "http://a/?d=2024-01-02", task: "y"),
      entry("other", "http://a/?d=2024-01-02", task: "z"),
    ]
    let replay = ReplayTransport(entries, from: "r")
    #expect(await answer(replay, "http://a/?d=2024-01-02", task: "z") == "other")
    #expect(await answer(replay, "http://a/?d=2024-01-02", task: "z") == "new")
    #expect(await answer(replay, "http://a/?d=2030-12-31", task: "z") == "old")
  }

  @Test func tellsARequestWithoutCertificateCheckFromOneWith() async {
    let entries = [
      entry("tls", "https://a/", kind: .tls), entry("tls2", "https://a/", kind: .tls),
      entry("open", "https://a/", verify: false), entry("open2", "https://a/", verify: false),
    ]
    let replay = ReplayTransport(entries, from: "r")
    let open: (inout HTTPRequest) -> Void = { $0.verify = false }
    #expect(await answer(replay, "https://a/", change: open) == "open")
    #expect(await answer(replay, "https://a/") == "tls: m.")
    #expect(await answer(replay, "https://a/", change: open) == "open2")
  }

  @Test func masksBeforeItCompares() async {
    let entries = [entry("1", "http://a/••••?token=••••", method: "POST", body: #"{"password":"••••"}"#)]
    let replay = ReplayTransport(entries, from: "r", secrets: ["another secret"])
    #expect(
      await answer(
        replay, "http://a/another%20secret?token=mine", method: "POST", body: #"{"password":"other"}"#) == "1")
    let masked = ReplayTransport(entries, from: "r")
    let url = "http://a/%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2?token=%E2%80%A2"
    #expect(await answer(masked, url, method: "POST", body: #"{"password":"x"}"#) == "1")
  }

  @Test(arguments: [
    ("http://a/items?page=3", "GET", nil, "The nearest is items.http: its query has page=2, here page=3."),
    ("http://a/item", "GET", nil, "The nearest is root.http: its path is /, here /item."),
    ("http://b/items?page=2", "GET", nil, "The nearest is items.http: it went to http://a, this to http://b."),
    ("http://a/items?page=2", "DELETE", nil, "The nearest is items.http: its method is GET, here DELETE."),
    ("http://a/items?page=2", "GET", "x", "The nearest is items.http: it had no body, this has 1 bytes."),
    (
      "http://a/form", "POST", "a=1&b=3",
      #"The nearest is form.http: its body differs from byte 7 on: "a=1&b=2", here "a=1&b=3"."#
    ),
    ("http://zzz/other/path", "GET", nil, "there is no recording of it in r, nor of anything like it."),
  ])
  func saysWhatTheNearestRecordingLacks(url: String, method: String, body: String?, message: String) async {
    let entries = [
      entry("root", "http://a/"), entry("items", "http://a/items?page=2"),
      entry("form", "http://a/form", method: "POST", body: "a=1&b=2"),
    ]
    let replay = ReplayTransport(entries, from: "r", recordCommand: "luahost run x --record r")
    let text = await answer(replay, url, method: method, body: body)
    #expect(text.hasPrefix("unrecorded: "), "\(text)")
    #expect(text.hasSuffix(message + " Record it with: luahost run x --record r"), "\(text)")
    #expect(replay.missing.count == 1)
  }

  @Test func holdsTheLimitsOfTheRequest() async {
    let replay = ReplayTransport([entry("1", "http://a/", answer: "12345")], from: "r")
    #expect(await answer(replay, "http://a/") { $0.maximumBody = 4 }.hasPrefix("tooLarge: the body is larger than 4"))
    #expect(await answer(replay, "http://a/") { $0.maximumBody = 5 } == "12345")
  }

  @Test func waitsForWhatWasGivenUpUntilItIsGivenUpAgain() async {
    let replay = ReplayTransport([entry("slow", "http://a/", kind: .cancelled)], from: "r")
    let task = Task {
      await answer(replay, "http://a/") { $0.timeout = .seconds(3600) }
    }
    task.cancel()
    #expect(await task.value == "cancelled: the request was cancelled.")
    let late = ReplayTransport([entry("slow", "http://a/", kind: .cancelled)], from: "r")
    #expect(await answer(late, "http://a/").hasPrefix("timeout: the request was given up before an answer came"))
  }

  @Test func readsWhatWasRecorded() async throws {
    try await withTemporaryDirectory { folder in
      let store = RecordingFolder(folder.appending(path: "r").path)
      let recorder = try RecordingTransport(EchoTransport(), into: store)
      for number in 1...12 {
        _ = try await recorder.send(HTTPRequest(method: "GET", url: "http://a/x?n=\(number % 2)"))
      }
      #expect(try recorder.finish() == 12)
      let entries = try store.entries()
      #expect(entries.count == 12)
      let numbers = entries.map { $0.path.dropLast(5).split(separator: "-").last.flatMap { Int($0) } }
      #expect(numbers == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
      let replay = ReplayTransport(entries, from: "r")
      #expect(await answer(replay, "http://a/x?n=1") == "http://a/x?n=1")
    }
  }

  @Test func saysWhichFileIsDamaged() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "luahost-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try folder.write(["a/good.http": "# luahost recording 1\n> GET http://a/\n< 200\n", "a/note.txt": "x"])
    #expect(try RecordingFolder(folder.path).entries().map(\.path) == ["a/good.http"])
    try folder.write(["b/bad.http": "# luahost recording 1\n> GET http://a/\nbroken\n"])
    let error = #expect(throws: IntegrationError.self) { try RecordingFolder(folder.path).entries() }
    #expect(error?.location?.description == "\(folder.path)/b/bad.http:3")
    #expect(error?.code == .badData)
    let missing = #expect(throws: IntegrationError.self) { try RecordingFolder("\(folder.path)/none").entries() }
    #expect(missing?.code == .notFound)
  }
}
