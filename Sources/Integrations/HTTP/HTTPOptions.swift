import Lua

/// The option table of one call of the HTTP helper, read name by name.
struct HTTPOptions {
  let function: String
  let table: LuaTable

  private static let names = [
    "auth", "body", "form", "headers", "json", "max_body", "query", "redirects", "timeout", "verify",
  ]

  /// Options that exist elsewhere or later, with what to do until then.
  private static let unavailableNames = [
    "retry": "repeat the call in a loop, with pcall and sleep",
    "cache": "leave it out, every call asks the server",
    "cookies": "send them as headers = { cookie = … }",
    "base_url": "pass the whole URL",
    "rate_limit": "call sleep between requests",
    "concurrency": "use async.map with a limit",
  ]

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

  func refuseUnknownNames() throws(HTTPOptionsError) {
    for key in table.pairs.map(\.key) where key != .text(HTTPRequest.encodedJSONKey) {
      guard let name = key.stringValue else {
        throw error(.unknownOption, nil, "the options must have names, found the key \(key.described).")
      }
      if Self.names.contains(name) { continue }
      if let advice = Self.unavailableNames[name] {
        throw error(.unavailableOption, name, "option \(name) is not available here: \(advice).")
      }
      let suggestion = Suggestion.nearest(to: name, in: Self.names).map { " Did you mean \($0)?" }
      throw error(
        .unknownOption, name,
        "option \(name) is unknown.\(suggestion ?? " The options are \(Self.names.joined(separator: ", ")).")")
    }
  }

  func check(method: String) throws(HTTPOptionsError) {
    guard HTTPHeader.isToken(method) else {
      throw error(.invalidValue, nil, "the method must be a word such as GET, found \"\(method)\".")
    }
    if method == "CONNECT" { throw error(.invalidValue, nil, "the method CONNECT is for proxies, not for scripts.") }
  }

  func url(_ value: LuaValue) throws(HTTPOptionsError) -> HTTPURL {
    guard case .string(let bytes) = value else {
      throw error(.wrongType, nil, "the URL must be a string, found \(value.described).")
    }
    do {
      return try HTTPURL(bytes: bytes)
    } catch {
      let shown = error == .credentials ? "" : " \"\(String(decoding: bytes.prefix(200), as: UTF8.self))\""
      throw self.error(.invalidURL, nil, "the URL\(shown) \(error).")
    }
  }

  /// Seconds, more than 0 and at most a day.
  func timeout() throws(HTTPOptionsError) -> Duration? {
    guard let value = table["timeout"] else { return nil }
    guard let seconds = value.numberValue else {
      throw error(.wrongType, "timeout", "option timeout must be a number of seconds, found \(value.described).")
    }
    guard seconds > 0, seconds <= 86_400 else {
      throw error(
        .invalidValue, "timeout",
        "option timeout must be more than 0 and at most 86400 seconds, found \(value.described).")
    }
    return .seconds(seconds)
  }

  func count(_ name: String, upTo limit: Int) throws(HTTPOptionsError) -> Int? {
    guard let value = table[name] else { return nil }
    guard let number = value.integerValue, 0...Int64(limit) ~= number else {
      throw error(
        value.numberValue == nil ? .wrongType : .invalidValue, name,
        "option \(name) must be a whole number from 0 to \(limit), found \(value.described).")
    }
    return Int(number)
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
