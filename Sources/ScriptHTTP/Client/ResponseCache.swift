import Integrations
import Lua
import Synchronization

/// Answers of one client that are asked for again with "has it changed?" (RFC 9110 §13): each is checked with the server
/// before it is used, however fresh it may be.
final class ResponseCache: Sendable {
  static let maximumCount = 1000
  static let maximumBytes = 32 * 1024 * 1024

  /// Whom an answer is for. A request of another identity never gets it.
  private struct Key: Hashable {
    var url: String
    var identity: [String]

    init(_ request: HTTPRequest) {
      url = request.url
      let own = request.headers.filter { ["authorization", "cookie"].contains($0.name.lowercased()) }
      identity = (own + request.credentials.headers).map { "\($0.name.lowercased()): \($0.value)" }
      identity += [request.credentials.query, request.signing?.identity, request.oauth2?.identity].map { $0 ?? "" }
    }
  }

  private struct Entry {
    var response: HTTPResponse
    /// The request's headers that the answer depends on (RFC 9111 §4.1).
    var varying: [String: [String]]
    var used: Int
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var count = 0
  }

  private let state = Mutex(State())

  /// The request as it asks whether the kept answer still holds; the request itself where there is none.
  func asking(_ request: HTTPRequest) -> HTTPRequest {
    guard Self.mayUse(request), let kept = entry(for: request)?.response else { return request }
    var asking = request
    if let tag = kept.header("etag") { asking.headers.append(HTTPHeader(name: "if-none-match", value: tag)) }
    if let date = kept.header("last-modified") {
      asking.headers.append(HTTPHeader(name: "if-modified-since", value: date))
    }
    return asking
  }

  /// The kept answer, after the server has said with a 304 that it still holds. Its headers are brought up to date
  /// (RFC 9111 §3.2).
  func renewed(by answer: HTTPResponse, for request: HTTPRequest) -> HTTPResponse? {
    guard var entry = entry(for: request) else { return nil }
    let news = answer.headers.filter { !Self.ofTheBody.contains($0.name.lowercased()) }
    let names = Set(news.map { $0.name.lowercased() })
    entry.response.headers.removeAll { names.contains($0.name.lowercased()) }
    entry.response.headers += news
    state.withLock { $0.entries[Key(request)]?.response.headers = entry.response.headers }
    entry.response.elapsed = answer.elapsed
    entry.response.isFromCache = true
    return entry.response
  }

  /// Keeps an answer, or forgets what it makes obsolete.
  func take(_ response: HTTPResponse, to request: HTTPRequest) {
    let key = Key(request)
    guard request.method == "GET" else {
      // What changes a resource makes every answer about it old (RFC 9111 §4.4).
      guard !["HEAD", "OPTIONS", "TRACE"].contains(request.method), response.status < 400 else { return }
      state.withLock { state in
        for key in state.entries.keys where key.url == request.url { Self.remove(key, from: &state) }
      }
      return
    }
    state.withLock { state in
      Self.remove(key, from: &state)
      guard Self.mayUse(request), let varying = Self.varying(response, request), Self.mayKeep(response) else { return }
      let limit = min(Self.maximumBytes, (request.memory?.limit).map { $0 / 8 } ?? .max)
      guard response.body.count <= limit / 4 else { return }
      state.count += 1
      state.entries[key] = Entry(response: response, varying: varying, used: state.count)
      state.bytes += response.body.count
      while state.bytes > limit || state.entries.count > Self.maximumCount,
        let oldest = state.entries.min(by: { $0.value.used < $1.value.used })?.key
      {
        Self.remove(oldest, from: &state)
      }
    }
  }

  private func entry(for request: HTTPRequest) -> Entry? {
    let key = Key(request)
    return state.withLock { state in
      guard let entry = state.entries[key],
        entry.varying.allSatisfy({ Self.values($0.key, of: request) == $0.value })
      else { return nil }
      state.count += 1
      state.entries[key]?.used = state.count
      return entry
    }
  }

  private static func remove(_ key: Key, from state: inout State) {
    if let entry = state.entries.removeValue(forKey: key) { state.bytes -= entry.response.body.count }
  }

  /// An author who asks with conditions, or for a range, deals with the answers too.
  private static func mayUse(_ request: HTTPRequest) -> Bool {
    let own: Set<String> = [
      "if-none-match", "if-modified-since", "if-match", "if-unmodified-since", "if-range", "range",
    ]
    return request.method == "GET" && !request.headers.contains { own.contains($0.name.lowercased()) }
  }

  private static func mayKeep(_ response: HTTPResponse) -> Bool {
    response.status == 200 && response.redirectedFrom.isEmpty
      && (response.header("etag") ?? response.header("last-modified")) != nil
      && !response.values("cache-control").contains { $0.lowercased().contains("no-store") }
  }

  /// Nil where an answer depends on more than headers: `Vary: *`.
  private static func varying(_ response: HTTPResponse, _ request: HTTPRequest) -> [String: [String]]? {
    var varying: [String: [String]] = [:]
    for name in response.values("vary").flatMap({ $0.split(separator: ",") }) {
      let name = name.lowercased().filter { $0 != " " && $0 != "\t" }
      guard name != "*" else { return nil }
      varying[name] = values(name, of: request)
    }
    return varying
  }

  private static func values(_ name: String, of request: HTTPRequest) -> [String] {
    request.headers.filter { $0.isNamed(name) }.map(\.value)
  }

  /// What a 304 says of itself, and not of the answer that is kept.
  private static let ofTheBody: Set<String> = [
    "connection", "content-encoding", "content-length", "content-range", "keep-alive", "transfer-encoding",
  ]
}

extension HTTPResponse {
  fileprivate func header(_ name: String) -> String? { values(name).first }

  fileprivate func values(_ name: String) -> [String] {
    headers.filter { $0.isNamed(name) }.map(\.value)
  }
}

extension OAuth2Grant {
  /// Who asks, without the secret.
  fileprivate var identity: String { "\(tokenURL) \(clientID) \(scope ?? "") \(parameters)" }
}
