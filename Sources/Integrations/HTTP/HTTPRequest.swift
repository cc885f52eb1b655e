package import Lua

/// A request as the HTTP helper of scripts gives it: checked, with its URL, query and body already put together.
///
/// On its way it is handed on many times and seldom changed: copies share their fields until one is.
package struct HTTPRequest: Sendable {
  private var shared: Shared

  package init(
    method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(30), redirects: Int = 5, verify: Bool = true, maximumBody: Int = 64 * 1024 * 1024
  ) {
    shared = Shared(
      Fields(
        url: url, method: method, headers: headers, body: body, timeout: timeout, redirects: redirects, verify: verify,
        maximumBody: maximumBody))
  }

  /// A request to a URL that is taken apart already.
  init(method: String, url: HTTPURL, headers: [HTTPHeader], body: [UInt8]?) {
    self.init(method: method, url: url.description, headers: headers, body: body)
    fields.target = url
  }

  /// ``url``, taken apart.
  package var target: HTTPURL {
    get throws(HTTPURLError) {
      if let target = fields.target { return target }
      return try HTTPURL(fields.url)
    }
  }

  /// ``url`` as ``target`` says it; as it is where it is no URL.
  package var normalURL: String {
    if fields.target != nil { return fields.url }
    return (try? HTTPURL(fields.url).description) ?? fields.url
  }

  // Read in place, here and below: a copy of a field counts references to what both threads of a request use.
  private var fields: Fields {
    _read { yield shared.fields }
    _modify {
      if !isKnownUniquelyReferenced(&shared) { shared = Shared(shared.fields) }
      yield &shared.fields
    }
  }

  /// What the copies of a request share.
  private final class Shared: @unchecked Sendable {
    // Unchecked: it changes only where one request alone has it, which is its owner's to change.
    @exclusivity(unchecked) var fields: Fields

    init(_ fields: Fields) { self.fields = fields }
  }

  private struct Fields {
    var url: String {
      didSet { target = nil }
    }
    var target: HTTPURL?
    var method: String
    var headers: [HTTPHeader]
    var body: [UInt8]?
    var timeout: Duration
    var redirects: Int
    var verify: Bool
    var maximumBody: Int
    var memory: LuaMemoryAccount?
    var charge: LuaMemoryAccount.Charge?
    var credentials = HTTPCredentials()
    var oauth2: OAuth2Grant?
    var signing: (any RequestSigning)?
    var retry = RetryPolicy()
    var deadline: Duration?
    var usesCache = false
    var client: HTTPClientSession?
    var requester: String?
    var notice: (@Sendable (String) -> Void)?
  }
}

extension HTTPRequest {
  /// Absolute `http` or `https` URL, query included.
  package var url: String {
    _read { yield fields.url }
    set { fields.url = newValue }
  }

  /// Upper-case token (RFC 9110 §9).
  package var method: String {
    _read { yield fields.method }
    set { fields.method = newValue }
  }

  /// In the order given; names as given, repeated ones kept.
  package var headers: [HTTPHeader] {
    _read { yield fields.headers }
    set { fields.headers = newValue }
  }

  package var body: [UInt8]? {
    _read { yield fields.body }
    set { fields.body = newValue }
  }

  /// For each try, redirects included.
  package var timeout: Duration {
    _read { yield fields.timeout }
    set { fields.timeout = newValue }
  }

  /// How many redirects are followed; 0 returns the 3xx response itself.
  package var redirects: Int {
    _read { yield fields.redirects }
    set { fields.redirects = newValue }
  }

  /// Whether the server's certificate and host name are checked.
  package var verify: Bool {
    _read { yield fields.verify }
    set { fields.verify = newValue }
  }

  /// Largest body accepted, in bytes after decompression.
  package var maximumBody: Int {
    _read { yield fields.maximumBody }
    set { fields.maximumBody = newValue }
  }

  /// The account on which the response's body is put; nil for none.
  package var memory: LuaMemoryAccount? {
    _read { yield fields.memory }
    set { fields.memory = newValue }
  }

  /// The account's room for the body above; nil where there is none.
  package var charge: LuaMemoryAccount.Charge? {
    _read { yield fields.charge }
    set { fields.charge = newValue }
  }

  /// What goes to the origin of ``url`` and to no other, redirects or not. It is not in ``url`` and ``headers``, so
  /// that neither logs nor recordings show it.
  package var credentials: HTTPCredentials {
    _read { yield fields.credentials }
    set { fields.credentials = newValue }
  }

  /// What an access token is got with, which goes along as a credential.
  package var oauth2: OAuth2Grant? {
    _read { yield fields.oauth2 }
    set { fields.oauth2 = newValue }
  }

  /// Signs each try anew.
  package var signing: (any RequestSigning)? {
    _read { yield fields.signing }
    set { fields.signing = newValue }
  }

  /// When a request that failed is sent again.
  package var retry: RetryPolicy {
    _read { yield fields.retry }
    set { fields.retry = newValue }
  }

  /// For the whole call, with all tries and the pauses between; nil for no bound.
  package var deadline: Duration? {
    _read { yield fields.deadline }
    set { fields.deadline = newValue }
  }

  /// Whether an answer that was kept may be used once the server has said that it is still the same.
  package var usesCache: Bool {
    _read { yield fields.usesCache }
    set { fields.usesCache = newValue }
  }

  /// The client whose limits, cookies and kept answers it shares.
  package var client: HTTPClientSession? {
    _read { yield fields.client }
    set { fields.client = newValue }
  }

  /// The task that asks; nil where the host asks on its own.
  package var requester: String? {
    _read { yield fields.requester }
    set { fields.requester = newValue }
  }

  /// Takes a line for the log of the task that asked, such as why a try failed.
  package var notice: (@Sendable (String) -> Void)? {
    _read { yield fields.notice }
    set { fields.notice = newValue }
  }
}
