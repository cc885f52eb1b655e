import Lua

extension HTTPOptions {
  private static let retryKeys = ["attempts", "first_pause", "longest_pause", "methods", "statuses"]
  private static let mostAttempts = 20

  /// The option `retry`: a number of tries after the first, false for none, or a table.
  func retryPolicy() throws(HTTPOptionsError) -> RetryPolicy? {
    guard let value = table["retry"] else { return nil }
    if value == .boolean(false) { return .never }
    var policy = RetryPolicy()
    guard let keys = value.tableValue else {
      guard value.numberValue != nil else {
        throw error(
          .wrongType, "retry",
          "option retry must be a number of tries after the first, false, or a table such as { attempts = 3 }, "
            + "found \(value.described).")
      }
      policy.attempts = try count(value, "retry", in: 0...Self.mostAttempts)
      return policy
    }
    for pair in keys.pairs {
      let name = pair.key.stringValue ?? pair.key.described
      let path = "retry.\(name)"
      switch name {
      case "attempts": policy.attempts = try count(pair.value, path, in: 0...Self.mostAttempts)
      case "methods": policy.methods = try methods(pair.value, path)
      case "statuses": policy.statuses = try statuses(pair.value, path)
      case "first_pause": policy.firstPause = try duration(pair.value, path)
      case "longest_pause": policy.longestPause = try duration(pair.value, path)
      default: throw unknown(name, of: "retry", in: Self.retryKeys)
      }
    }
    return policy
  }

  private func methods(_ value: LuaValue, _ path: String) throws(HTTPOptionsError) -> Set<String> {
    let names = value.tableValue?.sequence?.map(\.stringValue) ?? [nil]
    var methods: Set<String> = []
    for name in names {
      guard let name, HTTPHeader.isToken(name) else {
        throw error(.wrongType, path, "option \(path) must be a list of methods, such as { \"GET\", \"POST\" }.")
      }
      methods.insert(name.uppercased())
    }
    return methods
  }

  private func statuses(_ value: LuaValue, _ path: String) throws(HTTPOptionsError) -> Set<Int> {
    guard let list = value.tableValue?.sequence else {
      throw error(.wrongType, path, "option \(path) must be a list of statuses, such as { 429, 503 }.")
    }
    var statuses: Set<Int> = []
    for status in list { statuses.insert(try count(status, path, in: 300...599)) }
    return statuses
  }
}
