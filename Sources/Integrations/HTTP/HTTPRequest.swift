package import Lua

/// A request as the HTTP helper of scripts gives it: checked, with its URL, query and body already put together.
///
/// On its way it is handed on many times and seldom changed: copies share their fields until one is.
package struct HTTPRequest: Sendable {
  private var fields: Fields

  package init(
    method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    timeout: Duration = .seconds(30), redirects: Int = 5, verify: Bool = true, maximumBody: Int = 64 * 1024 * 1024
  ) {
    fields = Fields(
      method: method, url: url, headers: headers, body: body, timeout: timeout, redirects: redirects, verify: verify,
      maximumBody: maximumBody)
  }

  /// A request to a URL that is taken apart already.
  init(method: String, url: HTTPURL, headers: [HTTPHeader], body: [UInt8]?) {
    self.init(method: method, url: url.description, headers: headers, body: body)
    fields.target = url
  }

  /// Absolute `http` or `https` URL, query included.
  package var url: String {
    get { fields.url }
    set {
      own()
      fields.url = newValue
      fields.target = nil
    }
  }

  /// ``url``, taken apart.
  package var target: HTTPURL {
    get throws(HTTPURLError) {
      if let target = fields.target { return target }
      return try HTTPURL(fields.url)
    }
  }

  private mutating func own() {
    if !isKnownUniquelyReferenced(&fields) { fields = Fields(fields) }
  }
}

extension HTTPRequest {
  /// Upper-case token (RFC 9110 §9).
  package var method: String {
    get { fields.method }
    set {
      own()
      fields.method = newValue
    }
  }

  /// In the order given; names as given, repeated ones kept.
  package var headers: [HTTPHeader] {
    get { fields.headers }
    set {
      own()
      fields.headers = newValue
    }
  }

  package var body: [UInt8]? {
    get { fields.body }
    set {
      own()
      fields.body = newValue
    }
  }

  /// For each try, redirects included.
  package var timeout: Duration {
    get { fields.timeout }
    set {
      own()
      fields.timeout = newValue
    }
  }

  /// How many redirects are followed; 0 returns the 3xx response itself.
  package var redirects: Int {
    get { fields.redirects }
    set {
      own()
      fields.redirects = newValue
    }
  }

  /// Whether the server's certificate and host name are checked.
  package var verify: Bool {
    get { fields.verify }
    set {
      own()
      fields.verify = newValue
    }
  }

  /// Largest body accepted, in bytes after decompression.
  package var maximumBody: Int {
    get { fields.maximumBody }
    set {
      own()
      fields.maximumBody = newValue
    }
  }

  /// The account on which the response's body is put; nil for none.
  package var memory: LuaMemoryAccount? {
    get { fields.memory }
    set {
      own()
      fields.memory = newValue
    }
  }

  /// The account's room for the body above; nil where there is none.
  package var charge: LuaMemoryAccount.Charge? {
    get { fields.charge }
    set {
      own()
      fields.charge = newValue
    }
  }

  /// What goes to the origin of ``url`` and to no other, redirects or not. It is not in ``url`` and ``headers``, so
  /// that neither logs nor recordings show it.
  package var credentials: HTTPCredentials {
    get { fields.credentials }
    set {
      own()
      fields.credentials = newValue
    }
  }

  /// What an access token is got with, which goes along as a credential.
  package var oauth2: OAuth2Grant? {
    get { fields.oauth2 }
    set {
      own()
      fields.oauth2 = newValue
    }
  }

  /// Signs each try anew.
  package var signing: (any RequestSigning)? {
    get { fields.signing }
    set {
      own()
      fields.signing = newValue
    }
  }

  /// When a request that failed is sent again.
  package var retry: RetryPolicy {
    get { fields.retry }
    set {
      own()
      fields.retry = newValue
    }
  }

  /// For the whole call, with all tries and the pauses between; nil for no bound.
  package var deadline: Duration? {
    get { fields.deadline }
    set {
      own()
      fields.deadline = newValue
    }
  }

  /// Whether an answer that was kept may be used once the server has said that it is still the same.
  package var usesCache: Bool {
    get { fields.usesCache }
    set {
      own()
      fields.usesCache = newValue
    }
  }

  /// The client whose limits, cookies and kept answers it shares.
  package var client: HTTPClientSession? {
    get { fields.client }
    set {
      own()
      fields.client = newValue
    }
  }

  /// The task that asks; nil where the host asks on its own.
  package var requester: String? {
    get { fields.requester }
    set {
      own()
      fields.requester = newValue
    }
  }

  /// Takes a line for the log of the task that asked, such as why a try failed.
  package var notice: (@Sendable (String) -> Void)? {
    get { fields.notice }
    set {
      own()
      fields.notice = newValue
    }
  }
}

/// What the copies of a request share.
private final class Fields: @unchecked Sendable {
  // Unchecked: it changes only where one request alone has it, which is its owner's to change.
  @exclusivity(unchecked) var url: String
  @exclusivity(unchecked) var target: HTTPURL?
  @exclusivity(unchecked) var method: String
  @exclusivity(unchecked) var headers: [HTTPHeader]
  @exclusivity(unchecked) var body: [UInt8]?
  @exclusivity(unchecked) var timeout: Duration
  @exclusivity(unchecked) var redirects: Int
  @exclusivity(unchecked) var verify: Bool
  @exclusivity(unchecked) var maximumBody: Int
  @exclusivity(unchecked) var memory: LuaMemoryAccount?
  @exclusivity(unchecked) var charge: LuaMemoryAccount.Charge?
  @exclusivity(unchecked) var credentials: HTTPCredentials = HTTPCredentials()
  @exclusivity(unchecked) var oauth2: OAuth2Grant?
  @exclusivity(unchecked) var signing: (any RequestSigning)?
  @exclusivity(unchecked) var retry: RetryPolicy = RetryPolicy()
  @exclusivity(unchecked) var deadline: Duration?
  @exclusivity(unchecked) var usesCache: Bool = false
  @exclusivity(unchecked) var client: HTTPClientSession?
  @exclusivity(unchecked) var requester: String?
  @exclusivity(unchecked) var notice: (@Sendable (String) -> Void)?

  init(
    method: String, url: String, headers: [HTTPHeader], body: [UInt8]?, timeout: Duration, redirects: Int,
    verify: Bool, maximumBody: Int
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.redirects = redirects
    self.verify = verify
    self.maximumBody = maximumBody
  }

  init(_ other: Fields) {
    url = other.url
    target = other.target
    method = other.method
    headers = other.headers
    body = other.body
    timeout = other.timeout
    redirects = other.redirects
    verify = other.verify
    maximumBody = other.maximumBody
    memory = other.memory
    charge = other.charge
    credentials = other.credentials
    oauth2 = other.oauth2
    signing = other.signing
    retry = other.retry
    deadline = other.deadline
    usesCache = other.usesCache
    client = other.client
    requester = other.requester
    notice = other.notice
  }
}
