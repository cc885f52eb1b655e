import AsyncHTTPClient
import Integrations
import Lua
import NIOCore
import NIOHTTP1

/// One request from the first byte sent to the last received, its redirects included.
struct Exchange: Sendable {
  let request: HTTPRequest
  let url: HTTPURL
  let settings: HTTPTransportSettings
  let clients: ClientPool
  let progress = Progress()

  /// - Throws: `protocol`, where the request cannot be sent as it is; nothing has been sent then.
  init(_ request: HTTPRequest, settings: HTTPTransportSettings, clients: ClientPool) throws(HTTPFailure) {
    self.request = request
    self.settings = settings
    self.clients = clients
    do {
      url = try HTTPURL(request.url)
    } catch {
      throw HTTPFailure(kind: .protocol, message: "the URL \(error).", url: request.url)
    }
    let isSendable =
      HTTPHeader.isToken(request.method)
      && (request.headers + request.credentials.headers).allSatisfy {
        HTTPHeader.isToken($0.name) && HTTPHeader.isValue($0.value)
      }
    guard isSendable else {
      throw HTTPFailure(
        kind: .protocol,
        message: "the method or a header holds a line break or another character that it may not hold. Remove it.",
        url: request.url)
    }
  }

  func result() async -> Result<HTTPResponse, HTTPFailure> {
    do { return .success(try await response()) } catch { return .failure(error) }
  }

  private func response() async throws(HTTPFailure) -> HTTPResponse {
    let start = ContinuousClock.now
    var hop = Hop(request: request, url: url)
    var visited: [HTTPURL] = []
    while true {
      let proxy = try settings.proxies.proxy(for: hop.url)
      do {
        let admission = try await clients.gate.admit(hop.url, isProxied: proxy != nil)
        let key = ClientPool.Key(verify: request.verify, proxy: proxy, admission: proxy == nil ? admission : nil)
        let answer = try await send(hop, through: clients.client(for: key, url: hop.url))
        let next = try hop.following(
          status: Int(answer.status.code), location: answer.headers.first(name: "location"), visited: visited)
        guard let next else {
          let (body, charge) = try await collect(answer)
          var response = HTTPResponse(
            status: Int(answer.status.code), headers: [], body: body, url: hop.url.description,
            redirectedFrom: visited.map(\.description), elapsed: ContinuousClock.now - start)
          response.charge = charge
          fill(&response, from: answer)
          return response
        }
        await drain(answer)
        visited.append(hop.url)
        hop = next
      } catch {
        throw await FailureReport(
          request: hop.request, url: hop.url, proxy: proxy, progress: progress, clients: clients
        )
        .failure(for: error)
      }
    }
  }

  /// Headers, version and TLS facts; the mark of the connection is taken out.
  private func fill(_ response: inout HTTPResponse, from answer: HTTPClientResponse) {
    response.httpVersion = answer.version.major == 1 ? "1.\(answer.version.minor)" : "\(answer.version.major)"
    response.headers.reserveCapacity(answer.headers.count)
    for (name, value) in answer.headers {
      if name == ConnectionInspector.markName {
        response.tls = clients.inspector.facts(value)
      } else {
        response.headers.append(HTTPHeader(name: name, value: value))
      }
    }
  }

  private func send(_ hop: Hop, through client: HTTPClient) async throws -> HTTPClientResponse {
    progress.enter(.head)
    var message = HTTPClientRequest(url: hop.sentURL.description)
    message.method = HTTPMethod(rawValue: hop.request.method)
    message.headers = HTTPHeaders(hop.sentHeaders.map { ($0.name, $0.value) })
    addDefaults(to: &message.headers)
    message.body = hop.request.body.map { .bytes(ByteBuffer(bytes: $0)) }
    let answer = try await client.execute(message, deadline: .distantFuture)
    hop.request.client?.cookies?.store(answer.headers["set-cookie"], from: hop.url)
    return answer
  }

  private func addDefaults(to headers: inout HTTPHeaders) {
    for (name, value) in [("user-agent", settings.userAgent), ("accept", "*/*"), ("accept-encoding", "gzip, deflate")]
    where !headers.contains(name: name) {
      headers.add(name: name, value: value)
    }
  }

  private func collect(_ answer: HTTPClientResponse) async throws -> ([UInt8], LuaMemoryAccount.Charge?) {
    progress.enter(.body)
    var body = try CollectedBody(
      limit: request.maximumBody, encoding: answer.headers["content-encoding"],
      expectedLength: request.method == "HEAD" || answer.status == .notModified
        ? nil : answer.headers.first(name: "content-length").flatMap { Int($0) },
      memory: request.memory)
    for try await part in answer.body {
      try body.append(part)
      progress.received(body.bytes.count)
    }
    try Task.checkCancellation()
    let charge = body.charge
    return (try body.finish(), charge)
  }

  /// Reads a short body away, so that the connection can be used again.
  private func drain(_ answer: HTTPClientResponse) async {
    var left = 64 * 1024
    do {
      for try await part in answer.body {
        left -= part.readableBytes
        if left < 0 { break }
      }
    } catch {
      // The body of a redirect is of no interest, nor is how it ended.
    }
  }
}
