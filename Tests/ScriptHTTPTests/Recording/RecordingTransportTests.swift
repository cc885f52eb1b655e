import Foundation
import Integrations
import TestSupport
import Testing

@testable import ScriptHTTP

/// What recording leaves behind.
@Suite struct RecordingTransportTests {
  private func files(in folder: URL) throws -> [String: String] {
    let root = folder.path(percentEncoded: false)
    let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".http") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)) })
  }

  private func record(
    into folder: URL, secrets: [String] = [], _ transport: any HTTPTransport = EchoTransport(),
    _ body: (RecordingTransport) async throws -> Void
  ) async throws -> [String: String] {
    let recorder = try RecordingTransport(
      transport, into: RecordingFolder(folder.path(percentEncoded: false)), secrets: secrets)
    try await body(recorder)
    try recorder.finish()
    return try files(in: folder)
  }

  private func request(_ url: String, task: String? = nil, body: String? = nil) -> HTTPRequest {
    var request = HTTPRequest(method: body == nil ? "GET" : "POST", url: url)
    request.body = body.map { Array($0.utf8) }
    request.requester = task
    return request
  }

  @Test func givesEachExchangeAFileOfItsOwn() async throws {
    try await withTemporaryDirectory { folder in
      let files = try await record(into: folder.appending(path: "new/deep")) { recorder in
        for url in ["http://a/x", "http://a/x", "http://a:81/x?page=2", "http://b/"] {
          _ = try await recorder.send(request(url))
        }
      }
      #expect(files.count == 4)
      #expect(Set(files.keys.map { $0.split(separator: "/")[0] }) == ["a", "a_81", "b"])
      #expect(files.keys.filter { $0.hasPrefix("a/GET-x-") && $0.hasSuffix("-1.http") }.count == 1)
      #expect(files.keys.filter { $0.hasPrefix("a/GET-x-") && $0.hasSuffix("-2.http") }.count == 1)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "new").path)
      #expect(left == ["deep"])
    }
  }

  @Test func isTheSameHoweverTasksInterleave() async throws {
    try await withTemporaryDirectory { folder in
      let ours = ["a", "b"].flatMap { task in (1...2).map { (task, $0) } }
      var recordings: [[String: String]] = []
      for (index, order) in [[0, 1, 2, 3], [2, 0, 3, 1], [2, 3, 0, 1]].enumerated() {
        recordings.append(
          try await record(into: folder.appending(path: "\(index)"), NumberedTransport()) { recorder in
            for place in order {
              var request = request("http://a/x", task: ours[place].0)
              request.headers = [HTTPHeader(name: "n", value: "\(ours[place].0)\(ours[place].1)")]
              _ = try await recorder.send(request)
            }
          })
      }
      #expect(recordings[0].count == 4)
      #expect(recordings.allSatisfy { $0 == recordings[0] })
    }
  }

  @Test func keepsFailuresAndWhatWasGivenUp() async throws {
    try await withTemporaryDirectory { folder in
      let files = try await record(into: folder.appending(path: "r"), FailingTransport()) { recorder in
        for url in ["http://refused/", "http://cancelled/"] {
          await #expect(throws: HTTPFailure.self) { try await recorder.send(request(url)) }
        }
      }
      #expect(files.values.contains { $0.contains("! refused it failed.") })
      #expect(files.values.contains { $0.contains("! cancelled it failed.") })
    }
  }

  @Test func hidesATokenAlsoWhereItCameBeforeItWasKnownToBeOne() async throws {
    let token = "tok3n0123456789abcdef"
    try await withTemporaryDirectory { folder in
      let files = try await record(into: folder.appending(path: "r"), secrets: ["hunter2hunter2"]) { recorder in
        _ = try await recorder.send(request("http://a/keys", body: "{\"label\":\"\(token)\"}"))
        var later = request("http://a/\(token)?q=hunter2hunter2")
        later.headers = [HTTPHeader(name: "authorization", value: "Bearer \(token)")]
        _ = try await recorder.send(later)
      }
      #expect(files.count == 2)
      #expect(files.values.allSatisfy { $0.contains("••••") })
      let all = files.map { $0 + $1 }.joined()
      #expect(!all.contains(token))
      #expect(!all.contains("hunter2"))
    }
  }

  @Test func replacesAllThatWasRecordedBefore() async throws {
    try await withTemporaryDirectory { folder in
      let target = folder.appending(path: "r")
      let first = try await record(into: target) { _ = try await $0.send(request("http://a/1")) }
      let second = try await record(into: target) { _ = try await $0.send(request("http://a/2")) }
      #expect(first.count == 1 && second.count == 1)
      #expect(first.keys != second.keys)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r"])
    }
  }

  @Test func keepsTheOldOnesWhenARunDies() async throws {
    try await withTemporaryDirectory { folder in
      let target = folder.appending(path: "r")
      let before = try await record(into: target) { _ = try await $0.send(request("http://a/1")) }
      do {
        let dying = try RecordingTransport(EchoTransport(), into: RecordingFolder(target.path))
        _ = try await dying.send(request("http://a/2"))
      }
      #expect(try files(in: target) == before)
      let after = try await record(into: target) { _ = try await $0.send(request("http://a/3")) }
      #expect(after.count == 1)
      #expect(after != before)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["r"])
      let discarded = try RecordingTransport(EchoTransport(), into: RecordingFolder(target.path))
      _ = try await discarded.send(request("http://a/4"))
      discarded.discard()
      #expect(try files(in: target) == after)
    }
  }

  @Test func leavesAFolderAloneThatHoldsOtherFiles() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["r/notes.md": "mine", "s/request.http": "GET http://a/", "file": "x"])
      for (name, message) in [("r", "'notes.md'"), ("s", "'request.http'"), ("file", "is a file")] {
        let error = #expect(throws: IntegrationError.self) {
          try RecordingTransport(EchoTransport(), into: RecordingFolder(folder.appending(path: name).path))
        }
        #expect(error?.code == .usage)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
      }
      #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == ["r", "s", "file"])
    }
  }

  @Test func refusesASecondRunIntoTheSameFolder() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder.appending(path: "r").path
      let first = try RecordingTransport(EchoTransport(), into: RecordingFolder(path))
      let error = #expect(throws: IntegrationError.self) {
        try RecordingTransport(EchoTransport(), into: RecordingFolder(path))
      }
      #expect(error?.message.contains("Another run") == true)
      try first.finish()
    }
  }
}

/// Answers with the URL and the body that it was sent.
struct EchoTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: [], body: Array(request.url.utf8) + (request.body ?? []), url: request.url, elapsed: .zero)
  }

  func shutdown() async {}
}

/// Answers with the header `n`.
private struct NumberedTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let number = request.headers.first { $0.name == "n" }?.value ?? ""
    return HTTPResponse(status: 200, headers: [], body: Array(number.utf8), url: request.url, elapsed: .zero)
  }

  func shutdown() async {}
}

/// Fails with the kind that the host's name says.
private struct FailingTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let kind = HTTPFailure.Kind(rawValue: (try? HTTPURL(request.url))?.host ?? "") ?? .protocol
    throw HTTPFailure(kind: kind, message: "it failed.", url: request.url)
  }

  func shutdown() async {}
}
