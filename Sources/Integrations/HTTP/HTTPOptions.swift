import Lua

/// The option table of one call of the HTTP helper, read name by name.
struct HTTPOptions {
  let function: String
  let table: LuaTable

  static let names = [
    "auth", "body", "cache", "deadline", "form", "headers", "json", "max_body", "query", "redirects", "retry",
    "timeout", "verify",
  ]

  /// Options that requests share, and are given where a client is made.
  static let clientNames = ["base_url", "concurrency", "cookies", "rate_limit"]

  init(table: LuaTable, function: String) {
    self.table = table
    self.function = function
  }

  init(_ value: LuaValue, function: String) throws(HTTPOptionsError) {
    self.function = function
    switch value {
    case .nil: table = LuaTable()
    case .table(let table): self.table = table
    default:
      throw HTTPOptionsError(
        code: .wrongType, function: function, option: nil,
        reason: "the options must be a table, found \(value.described).")
    }
  }

  func refuseUnknownNames(besides known: [String] = HTTPOptions.names) throws(HTTPOptionsError) {
    let ownKey = HTTPRequest.encodedJSONKey
    for key in table.pairs.map(\.key) {
      guard let name = key.stringValue else {
        throw error(.unknownOption, nil, "the options must have names, found the key \(key.described).")
      }
      if known.contains(name) || name == ownKey { continue }
      if Self.clientNames.contains(name) {
        throw error(
          .unavailableOption, name,
          "option \(name) belongs to a client, whose requests share it: http.client { \(name) = … }.")
      }
      if Self.names.contains(name) {
        throw error(
          .unavailableOption, name, "option \(name) belongs to a request: pass it to client:post and its like.")
      }
      throw unknown(name, in: known)
    }
  }

  /// An error for a name that is none of those known.
  func unknown(_ name: String, of option: String? = nil, in known: [String]) -> HTTPOptionsError {
    let path = option.map { "\($0).\(name)" } ?? name
    let suggestion = Suggestion.nearest(to: name, in: known).map { " Did you mean \($0)?" }
    let what = option.map { "The keys of \($0)" } ?? "The options"
    return error(
      .unknownOption, path,
      "option \(path) is unknown.\(suggestion ?? " \(what) are \(known.joined(separator: ", ")).")")
  }

  func check(method: String) throws(HTTPOptionsError) {
    guard HTTPHeader.isToken(method) else {
      throw error(.invalidValue, nil, "the method must be a word such as GET, found \"\(method)\".")
    }
    if method == "CONNECT" { throw error(.invalidValue, nil, "the method CONNECT is for proxies, not for scripts.") }
  }

  /// Bytes of a URL, or of a query, as a script gives it. What is longer no server takes, and it would take long to encode.
  static let longestURL = 65_536

  func url(_ value: LuaValue, option: String? = nil) throws(HTTPOptionsError) -> HTTPURL {
    let what = option.map { "option \($0)" } ?? "the URL"
    guard case .string(let bytes) = value else {
      throw error(.wrongType, option, "\(what) must be a string, found \(value.described).")
    }
    guard bytes.count <= Self.longestURL else {
      throw error(
        .invalidURL, option,
        "\(what) has \(bytes.count) bytes, more than \(Self.longestURL): servers take a few thousand. Send data as the body."
      )
    }
    do {
      return try HTTPURL(bytes: bytes)
    } catch {
      let shown = error == .credentials ? "" : " \"\(String(decoding: bytes.prefix(200), as: UTF8.self))\""
      throw self.error(.invalidURL, option, "\(what)\(shown) \(error).")
    }
  }

  /// Seconds, more than 0 and at most a day; nil where the option is absent, or false.
  func duration(_ name: String) throws(HTTPOptionsError) -> Duration? {
    guard let value = table[name], value != .boolean(false) else { return nil }
    return try duration(value, name)
  }

  func duration(_ value: LuaValue, _ name: String) throws(HTTPOptionsError) -> Duration {
    guard let seconds = value.numberValue else {
      throw error(.wrongType, name, "option \(name) must be a number of seconds, found \(value.described).")
    }
    guard seconds > 0, seconds <= 86_400 else {
      throw error(
        .invalidValue, name,
        "option \(name) must be more than 0 and at most 86400 seconds, found \(value.described).")
    }
    return .seconds(seconds)
  }

  func count(_ name: String, upTo limit: Int) throws(HTTPOptionsError) -> Int? {
    guard let value = table[name] else { return nil }
    return try count(value, name, in: 0...limit)
  }

  func count(_ value: LuaValue, _ name: String, in range: ClosedRange<Int>) throws(HTTPOptionsError) -> Int {
    guard let number = value.integerValue.flatMap(Int.init(exactly:)), range.contains(number) else {
      throw error(
        value.numberValue == nil ? .wrongType : .invalidValue, name,
        "option \(name) must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "found \(value.described).")
    }
    return number
  }

  func boolean(_ name: String) throws(HTTPOptionsError) -> Bool? {
    guard let value = table[name] else { return nil }
    guard let boolean = value.booleanValue else {
      throw error(.wrongType, name, "option \(name) must be true or false, found \(value.described).")
    }
    return boolean
  }

  func error(_ code: HTTPOptionsError.Code, _ option: String?, _ reason: String) -> HTTPOptionsError {
    HTTPOptionsError(code: code, function: function, option: option, reason: reason)
  }
}
