import Integrations
import JSONSchema
import ScriptHTTP
import Testing

/// What tests give as answers, and what they learn of requests.
struct TestAnswersTests {
  private func transport(_ answers: String, secrets: [String] = []) throws -> TestTransport {
    guard case .object(let object) = try JSONValue(parsing: Array(answers.utf8)) else { return try #require(nil) }
    return TestTransport(
      .answers(try object.map { try TestAnswer($0.key, $0.value) }), secrets: secrets, recordCommand: nil)
  }

  private func get(_ url: String, _ transport: TestTransport) async throws(HTTPFailure) -> HTTPResponse {
    try await transport.send(HTTPRequest(method: "GET", url: url))
  }

  @Test func prefersTheVeryURLToOneWithoutAQuery() async throws {
    let transport = try transport(
      #"{"GET https://a.example/x": {"body": "any"}, "GET https://a.example/x?p=2&q=1": {"body": "two"}}"#)
    #expect(try await get("https://a.example/x?p=1", transport).body == Array("any".utf8))
    #expect(try await get("https://a.example/x?q=1&p=2", transport).body == Array("two".utf8))
  }

  @Test func givesAListOneAfterTheOtherAndTheLastAgain() async throws {
    let transport = try transport(#"{"GET https://a.example/": [{"status": 500}, {"json": [1]}]}"#)
    #expect(try await get("https://a.example/", transport).status == 500)
    for _ in 1...2 {
      let response = try await get("https://a.example/", transport)
      #expect(response.status == 200 && response.body == Array("[1]".utf8))
      #expect(response.headers.map(\.value) == ["application/json"])
    }
  }

  @Test func failsAsToldAndNotesWhatHasNoAnswer() async throws {
    let transport = try transport(#"{"GET https://a.example/x": {"error": "tls", "message": "expired."}}"#)
    await #expect { try await get("https://a.example/x", transport) } throws: { error in
      (error as? HTTPFailure)?.kind == .tls && (error as? HTTPFailure)?.message == "expired."
    }
    await #expect { try await get("https://a.example/y", transport) } throws: { error in
      (error as? HTTPFailure)?.kind == .unrecorded
    }
    #expect(transport.missing.count == 1)
    #expect(transport.missing.first?.message.contains("The nearest is \"GET https://a.example/x\"") == true)
    #expect(transport.requests.map(\.request.url) == ["https://a.example/x", "https://a.example/y"])
  }

  @Test func masksWhatIsSecret() async throws {
    let transport = try transport(#"{"GET https://a.example/s3cret-value": {}}"#, secrets: ["s3cret-value"])
    var request = HTTPRequest(method: "GET", url: "https://a.example/s3cret-value")
    request.credentials.headers = [HTTPHeader(name: "authorization", value: "Bearer s3cret-value")]
    _ = try await transport.send(request)
    #expect(transport.requests[0].request.url == "https://a.example/••••")
    #expect(transport.requests[0].request.headers.map(\.value) == ["Bearer ••••"])
  }

  @Test(arguments: [
    #"{"get /x": {}}"#, #"{"GET https://a.example/": []}"#, #"{"GET https://a.example/": {"jsn": 1}}"#,
    #"{"GET https://a.example/": {"status": 99}}"#, #"{"GET https://a.example/": {"error": "bad luck"}}"#,
    #"{"GET https://a.example/": {"headers": ["a"]}}"#, #"{"GET https://a.example/": 5}"#,
  ])
  func refusesWhatIsNoAnswer(text: String) {
    #expect(throws: TestAnswerError.self) { try transport(text) }
  }
}
