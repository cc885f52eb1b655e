package import Lua

extension HTTPRequest {
  /// The key under which `stdlib/http.lua` hands over the option `json`, encoded. No script can type it by mistake.
  package static let encodedJSONKey = "#json"

  /// Puts a request together from what a script passed to `http.get(url, options)` and its like.
  ///
  /// The method becomes upper case. The options are nil, or a table of those in §9 of the contract. Headers and query
  /// are sorted by name, for the order of a Lua table is not the author's.
  /// - Parameter function: what the script called, where it is not told by the method.
  package static func parse(
    method: String, url: LuaValue, options: LuaValue = .nil, client: HTTPClientDefinition = .plain,
    function: String? = nil
  ) throws(HTTPOptionsError) -> HTTPRequest {
    let method = method.uppercased()
    let given = try HTTPOptions(options, function: function ?? functionName(of: method, client))
    try given.check(method: method)
    try given.refuseUnknownNames()
    let (base, options) = try client.resolve(url, given)
    var target = base
    let query = try options.parameters("query", limit: HTTPOptions.longestURL, encoding: PercentEncoding.component)
    target.appendQuery(query)
    var headers = try options.headers()
    let body = try options.body(method: method)
    if let type = body?.contentType, !headers.contains(where: { $0.isNamed("content-type") }) {
      headers.append(HTTPHeader(name: "content-type", value: type))
    }
    var request = HTTPRequest(method: method, url: target, headers: headers, body: body?.bytes)
    request.client = client.session
    guard !options.table.pairs.isEmpty else { return request }
    try request.authenticate(options)
    try request.limit(options)
    return request
  }

  private mutating func authenticate(_ options: HTTPOptions) throws(HTTPOptionsError) {
    guard let authentication = try options.authentication() else { return }
    var taken: Set<String> = ["authorization"]
    switch authentication {
    case .credentials(let credentials):
      self.credentials = credentials
      taken = Set(credentials.headers.map { $0.name.lowercased() })
    case .oauth2(let grant): oauth2 = grant
    case .signing(let signing): self.signing = signing
    }
    if let header = headers.first(where: { taken.contains($0.name.lowercased()) }) {
      throw options.error(
        .conflict, "auth",
        "option auth and the header \(header.name.lowercased()) exclude each other: pass one of them.")
    }
  }

  private mutating func limit(_ options: HTTPOptions) throws(HTTPOptionsError) {
    if let timeout = try options.duration("timeout") { self.timeout = timeout }
    if let redirects = try options.count("redirects", upTo: 100) { self.redirects = redirects }
    if let verify = try options.boolean("verify") { self.verify = verify }
    if let maximumBody = try options.count("max_body", upTo: Int(Int32.max)) { self.maximumBody = maximumBody }
    if let retry = try options.retryPolicy() { self.retry = retry }
    if let usesCache = try options.boolean("cache") { self.usesCache = usesCache }
    deadline = try options.duration("deadline")
  }

  private static func functionName(of method: String, _ client: HTTPClientDefinition) -> String {
    let object = client.session.limits == nil ? "http." : "client:"
    return switch method {
    case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS": object + method.lowercased()
    default: object + "request"
    }
  }
}
