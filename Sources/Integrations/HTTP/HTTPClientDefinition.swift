package import Lua

/// A client as a script made it: `http.client { … }`.
package struct HTTPClientDefinition: Sendable {
  package let session: HTTPClientSession
  /// Where relative URLs lead, and the only origin that gets what the client adds to each request.
  let base: HTTPURL?
  /// The options of each request that does not give its own.
  let defaults: LuaTable

  /// More clients are a mistake in a loop, and each holds memory.
  static let maximumCount = 1000

  private static let bodies: Set<String> = ["body", "form", "json"]

  /// For plain calls of no job.
  package static let plain = HTTPClientDefinition()

  /// For the plain calls of one job: no options, no limits.
  init() {
    session = HTTPClientSession(limits: nil)
    base = nil
    defaults = LuaTable()
  }

  /// Checks everything that was given, so that a mistake is told where the client is made.
  package init(_ value: LuaValue) throws(HTTPOptionsError) {
    let options = try HTTPOptions(value, function: "http.client")
    try options.refuseUnknownNames(
      besides: (HTTPOptions.names.filter { !Self.bodies.contains($0) } + HTTPOptions.clientNames).sorted())
    base = try options.base()
    let isShared = { (pair: LuaTable.Pair) in HTTPOptions.clientNames.contains(pair.key.stringValue ?? "") }
    defaults = LuaTable(pairs: options.table.pairs.filter { !isShared($0) })
    session = HTTPClientSession(
      limits: HTTPClientLimits(rate: try options.rate(), concurrency: try options.concurrency()),
      cookies: try options.boolean("cookies") == true ? CookieJar() : nil)
    _ = try HTTPRequest.parse(
      method: "GET", url: .text(base?.description ?? "http://localhost/"), options: .table(defaults),
      function: "http.client")
  }

  /// The URL that a script means, and the options for it.
  func resolve(_ url: LuaValue, _ options: HTTPOptions) throws(HTTPOptionsError) -> (HTTPURL, HTTPOptions) {
    guard let base, case .string(let bytes) = url else { return (try options.url(url), options.over(defaults)) }
    guard !Self.isAbsolute(bytes) else {
      let target = try options.url(url)
      return (target, options.over(target.isSameOrigin(as: base) ? withoutQuery(of: target) : withoutIdentity))
    }
    let whole = Array(base.joined(with: bytes))
    return (try options.url(.string(whole)), options.over(defaults))
  }

  /// What may go to another origin than the client's own.
  private var withoutIdentity: LuaTable {
    LuaTable(pairs: defaults.pairs.filter { !["auth", "headers", "query"].contains($0.key.stringValue ?? "") })
  }

  /// The link to a next page has the query already.
  private func withoutQuery(of url: HTTPURL) -> LuaTable {
    guard let query = url.query, let index = defaults.pairs.firstIndex(where: { $0.key == .text("query") }),
      let added = defaults.pairs[index].value.tableValue
    else { return defaults }
    let names = Set(query.split(separator: "&").map { PercentEncoding.decode($0.prefix { $0 != "=" }.utf8) })
    var rest = defaults
    rest.pairs[index].value = .table(
      LuaTable(pairs: added.pairs.filter { !names.contains(Array(($0.key.stringValue ?? "").utf8)) }))
    return rest
  }

  /// Whether a text begins with a scheme and `//`: "items:search" does not.
  private static func isAbsolute(_ bytes: [UInt8]) -> Bool {
    let scheme = bytes.prefix { PercentEncoding.isAlphanumeric($0) || "+-.".utf8.contains($0) }
    return !scheme.isEmpty && bytes.dropFirst(scheme.count).starts(with: "://".utf8)
  }
}

extension HTTPURL {
  /// The URL with a path, and maybe a query, behind its own path.
  fileprivate func joined(with bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return Array(description.utf8) }
    var whole = Array(description.utf8)
    let first = bytes[0]
    if first == UInt8(ascii: "?") || first == UInt8(ascii: "#") { return whole + bytes }
    while whole.last == UInt8(ascii: "/") { whole.removeLast() }
    if first != UInt8(ascii: "/") { whole.append(UInt8(ascii: "/")) }
    return whole + bytes
  }
}

extension HTTPOptions {
  fileprivate func base() throws(HTTPOptionsError) -> HTTPURL? {
    guard let value = table["base_url"] else { return nil }
    let base = try url(value, option: "base_url")
    guard base.query == nil else {
      throw error(
        .invalidURL, "base_url",
        "option base_url must have no query: give the option query, which goes with each request.")
    }
    return base
  }

  fileprivate func concurrency() throws(HTTPOptionsError) -> Int? {
    guard let value = table["concurrency"] else { return nil }
    return try count(value, "concurrency", in: 1...10_000)
  }

  fileprivate func rate() throws(HTTPOptionsError) -> HTTPClientLimits.Rate? {
    guard let value = table["rate_limit"] else { return nil }
    guard let keys = value.tableValue else {
      throw error(
        .wrongType, "rate_limit",
        "option rate_limit must be a table such as { requests = 10, per = 1 }, found \(value.described).")
    }
    for pair in keys.pairs {
      let name = pair.key.stringValue ?? pair.key.described
      let known = ["burst", "per", "requests"]
      guard known.contains(name) else { throw unknown(name, of: "rate_limit", in: known) }
    }
    let requests = try count(keys["requests"] ?? .nil, "rate_limit.requests", in: 1...1_000_000)
    let period = try duration(keys["per"] ?? .integer(1), "rate_limit.per")
    var burst: Int?
    if let value = keys["burst"] { burst = try count(value, "rate_limit.burst", in: 1...1_000_000) }
    return HTTPClientLimits.Rate(requests: requests, period: period, burst: burst)
  }

  /// These options, and those of the client where they say nothing. Headers and query are put together name by name.
  fileprivate func over(_ defaults: LuaTable) -> HTTPOptions {
    guard !defaults.pairs.isEmpty else { return self }
    var pairs = table.pairs
    for fallback in defaults.pairs {
      guard let index = pairs.firstIndex(where: { $0.key == fallback.key }) else {
        pairs.append(fallback)
        continue
      }
      guard ["headers", "query"].contains(fallback.key.stringValue), let own = pairs[index].value.tableValue,
        let more = fallback.value.tableValue
      else { continue }
      let ignoresCase = fallback.key.stringValue == "headers"
      let name = { (key: LuaValue) in ignoresCase ? key.stringValue?.lowercased() : key.stringValue }
      let taken = Set(own.pairs.compactMap { name($0.key) })
      let added = more.pairs.filter { !taken.contains(name($0.key) ?? "") }
      pairs[index].value = .table(LuaTable(pairs: own.pairs + added))
    }
    return HTTPOptions(table: LuaTable(pairs: pairs), function: function)
  }
}
