import Integrations
import Synchronization
import Testing

@testable import ScriptHTTP

@Suite struct OAuth2Tests {
  /// Gives tokens t1, t2, …, and answers requests that bear one that is not revoked.
  private final class Service: HTTPTransport {
    private let state = Mutex((issued: 0, revoked: Set<String>(), asked: [HTTPRequest]()))
    let tokenAnswer: @Sendable (Int) -> (Int, String)

    init(
      _ tokenAnswer: @escaping @Sendable (Int) -> (Int, String) = {
        (200, #"{"access_token":"t\#($0)","token_type":"bearer","expires_in":3600}"#)
      }
    ) { self.tokenAnswer = tokenAnswer }

    var tokenRequests: [HTTPRequest] { state.withLock { $0.asked } }

    func revoke(_ token: String) { state.withLock { _ = $0.revoked.insert(token) } }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
      if request.url == "http://id/token" {
        let number = state.withLock { state in
          state.asked.append(request)
          state.issued += 1
          return state.issued
        }
        for _ in 0..<100 { await Task.yield() }
        let (status, body) = tokenAnswer(number)
        return HTTPResponse(status: status, headers: [], body: Array(body.utf8), url: request.url, elapsed: .zero)
      }
      let token = request.credentials.headers.first?.value ?? ""
      let isGood = token.hasPrefix("Bearer t") && !state.withLock { $0.revoked.contains(token) }
      return HTTPResponse(
        status: isGood ? 200 : 401, headers: [], body: Array(token.utf8), url: request.url, elapsed: .zero)
    }

    func shutdown() async {}
  }

  private let session = HTTPClientSession(limits: nil)
  private let time = VirtualClock()

  private func get(
    _ service: Service, _ change: (inout OAuth2Grant) -> Void = { _ in }
  ) async throws(HTTPFailure) -> HTTPResponse {
    var grant = OAuth2Grant(tokenURL: "http://id/token", clientID: "me:you", clientSecret: "s e", scope: "a b")
    change(&grant)
    var request = HTTPRequest(method: "GET", url: "http://a/x")
    request.oauth2 = grant
    request.client = session
    request.retry = .never
    return try await ClientTransport(service, clock: time.clock).send(request)
  }

  @Test func getsOneTokenForAllThatWait() async throws {
    let service = Service()
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await get(service).text } }
      for try await text in group { #expect(text == "Bearer t1") }
    }
    #expect(try await get(service).text == "Bearer t1")
    #expect(service.tokenRequests.count == 1)
  }

  @Test func asksAsTheStandardSays() async throws {
    let service = Service()
    _ = try await get(service)
    let request = try #require(service.tokenRequests.first)
    #expect(request.method == "POST")
    #expect(String(decoding: request.body ?? [], as: UTF8.self) == "grant_type=client_credentials&scope=a+b")
    #expect(
      request.credentials.headers == [
        HTTPHeader(name: "authorization", value: "Basic \(Base64.encode(Array("me%3Ayou:s+e".utf8)))")
      ])
  }

  @Test func putsTheSecretIntoTheFormWhereAsked() async throws {
    let service = Service()
    _ = try await get(service) {
      $0.isSecretInBody = true
      $0.scope = nil
      $0.parameters = "audience=x"
    }
    let request = try #require(service.tokenRequests.first)
    #expect(
      String(decoding: request.body ?? [], as: UTF8.self)
        == "grant_type=client_credentials&audience=x&client_id=me%3Ayou&client_secret=s+e")
    #expect(request.credentials.headers.isEmpty)
  }

  @Test func renewsATokenBeforeItExpires() async throws {
    let service = Service()
    _ = try await get(service)
    time.advance(.seconds(3500))
    #expect(try await get(service).text == "Bearer t1")
    time.advance(.seconds(80))
    #expect(try await get(service).text == "Bearer t2")
  }

  @Test func renewsARevokedTokenOnce() async throws {
    let service = Service()
    _ = try await get(service)
    service.revoke("Bearer t1")
    #expect(try await get(service).text == "Bearer t2")
    service.revoke("Bearer t2")
    service.revoke("Bearer t3")
    #expect(try await get(service).status == 401)
    #expect(service.tokenRequests.count == 3)
  }

  @Test(
    arguments: [
      (
        400, #"{"error":"invalid_client","error_description":"no such\nclient"}"#,
        "it answered 400 (invalid_client, no suchclient)"
      ),
      (200, "<html>", "it answered 200, without an access_token"),
      (200, #"{"access_token":"a\r\nb: c"}"#, "it answered 200, without an access_token"),
    ])
  func saysWhyThereIsNoToken(status: Int, body: String, reason: String) async {
    do throws(HTTPFailure) {
      _ = try await get(Service { _ in (status, body) })
      Issue.record("was answered")
    } catch {
      #expect(error.kind == .auth)
      #expect(
        error.message
          == "no access token came from http://id/token: \(reason). "
          + "Check client_id, client_secret, scope and token_url of auth.oauth2.")
    }
  }

  @Test func triesAgainAfterATokenThatDidNotCome() async throws {
    let service = Service { $0 == 1 ? (500, "") : (200, #"{"access_token":"t2"}"#) }
    await #expect(throws: HTTPFailure.self) { try await get(service) }
    #expect(try await get(service).text == "Bearer t2")
  }
}
