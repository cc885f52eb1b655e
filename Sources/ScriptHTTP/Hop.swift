import Integrations

/// One request of a chain of redirects (RFC 9110 §15.4).
struct Hop: Sendable {
  var request: HTTPRequest
  var url: HTTPURL

  /// The first of a chain.
  /// - Throws: `protocol`, where the request cannot be sent as it is.
  init(_ request: HTTPRequest) throws(HTTPFailure) {
    self.request = request
    do {
      url = try request.target
    } catch {
      throw HTTPFailure(kind: .protocol, message: "the URL \(error).", url: request.url)
    }
    let isSendable = { (header: HTTPHeader) in HTTPHeader.isToken(header.name) && HTTPHeader.isValue(header.value) }
    guard HTTPHeader.isToken(request.method), request.headers.allSatisfy(isSendable),
      request.credentials.headers.allSatisfy(isSendable)
    else {
      throw HTTPFailure(
        kind: .protocol,
        message: "the method or a header holds a line break or another character that it may not hold. Remove it.",
        url: request.url)
    }
  }

  private init(_ request: HTTPRequest, to url: HTTPURL) { (self.request, self.url) = (request, url) }

  /// What is sent.
  func message(defaults settings: HTTPTransportSettings) -> RequestMessage {
    let sent = sentURL
    let given = sentHeaders
    var headers: [HTTPHeader] = []
    headers.reserveCapacity(given.count + 5)
    let isGiven = { (name: String) in given.contains { $0.isNamed(name) } }
    // First, as RFC 9110 §7.2 wants it.
    if !isGiven("host") { headers.append(HTTPHeader(name: "host", value: sent.authority)) }
    headers += given
    if !isGiven("user-agent") { headers.append(HTTPHeader(name: "user-agent", value: settings.userAgent)) }
    if !isGiven("accept") { headers.append(HTTPHeader(name: "accept", value: "*/*")) }
    if !isGiven("accept-encoding") { headers.append(HTTPHeader(name: "accept-encoding", value: "gzip, deflate")) }
    if let contentLength { headers.append(HTTPHeader(name: "content-length", value: "\(contentLength)")) }
    let body = request.body.flatMap { $0.isEmpty ? nil : $0 }
    return RequestMessage(method: request.method, target: sent.target, headers: headers, body: body)
  }

  /// RFC 9110 §8.6; nil where none is sent.
  private var contentLength: Int? {
    if let body = request.body, !body.isEmpty { return body.count }
    // Without a body these say nothing of its length.
    return switch request.method {
    case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE": nil
    default: 0
    }
  }

  /// The URL with the credentials that belong into it.
  private var sentURL: HTTPURL {
    guard let query = request.credentials.query, !(url.query ?? "").contains(query) else { return url }
    var sent = url
    sent.appendQuery(query)
    return sent
  }

  /// The headers with credentials, and with the client's cookies for the URL.
  private var sentHeaders: [HTTPHeader] {
    var headers = request.headers
    headers += request.credentials.headers
    guard let jar = request.client?.cookies, let kept = jar.header(for: url) else { return headers }
    if let index = headers.firstIndex(where: { $0.isNamed("cookie") }) {
      headers[index].value += "; \(kept)"
    } else {
      headers.append(HTTPHeader(name: "cookie", value: kept))
    }
    return headers
  }

  /// The request that an answer asks for; nil where the answer is the final one. `visited` is where the chain has been
  /// before this hop. A chain that is too long, or leads away from HTTP, fails as `redirects`.
  func following(status: Int, location: String?, visited: [HTTPURL]) throws(HTTPFailure) -> Hop? {
    guard [301, 302, 303, 307, 308].contains(status), let location, request.redirects > 0 else { return nil }
    let target: HTTPURL
    do {
      target = try url.resolving(location)
    } catch {
      throw failure("the server redirects to a URL that \(error).")
    }
    guard visited.count < request.redirects else { throw tooMany(to: target, visited: visited) }
    return Hop(request(for: target, status: status), to: target)
  }

  private func request(for target: HTTPURL, status: Int) -> HTTPRequest {
    var next = request
    next.url = target.description
    let becomesGet = status == 303 ? request.method != "HEAD" : status < 303 && request.method == "POST"
    if becomesGet {
      next.method = "GET"
      next.body = nil
      next.headers.removeAll { $0.name.lowercased().hasPrefix("content-") }
    }
    if !target.isSameOrigin(as: url) {
      let bound: Set<String> = ["authorization", "cookie", "host", "origin", "proxy-authorization"]
      next.headers.removeAll { bound.contains($0.name.lowercased()) }
      next.credentials = HTTPCredentials()
    }
    return next
  }

  private func tooMany(to target: HTTPURL, visited: [HTTPURL]) -> HTTPFailure {
    let count = request.redirects == 1 ? "1 redirect" : "\(request.redirects) redirects"
    if target == url || visited.contains(target) {
      return failure(
        "the redirects go round in a circle: after \(count) the server leads back to \(target). "
          + "Set the option redirects to 0 to see the answer itself.")
    }
    return failure(
      "the server redirects more than \(request.redirects == 1 ? "once" : "\(request.redirects) times"), next to \(target). "
        + "Ask for that URL, or raise the option redirects.")
  }

  private func failure(_ message: String) -> HTTPFailure {
    HTTPFailure(kind: .redirects, message: message, url: url.description)
  }
}
