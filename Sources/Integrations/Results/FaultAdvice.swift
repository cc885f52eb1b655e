/// What to do about an error of Lua's own: the mistakes behind them are few, and each has its remedy.
struct FaultAdvice {
  private let message: String
  /// What the message calls the culprit: `field 'email'` is (`field`, `email`).
  private let culprit: (kind: String, name: String)?

  /// The culprit as the line has it, such as `user.email`.
  private let name: String

  /// - Parameters:
  ///   - message: without its position.
  ///   - line: the line that failed.
  init(_ message: String, line: String? = nil) {
    self.message = message
    culprit = Self.culprit(in: message)
    name = line.flatMap { FaultMark($0).expression(of: message) } ?? culprit?.name ?? "x"
  }

  /// A sentence or two; nil where the message says all that can be said.
  var text: String? {
    if message.hasPrefix("attempt to call") { return calling }
    if message.hasPrefix("attempt to index") { return indexing }
    if message.hasPrefix("attempt to concatenate") { return concatenating }
    if message.hasPrefix("attempt to compare") { return comparing }
    if message.hasPrefix("attempt to perform arithmetic") { return calculating }
    if message.hasPrefix("attempt to get length of") { return "Count a table or a string: #(\(name) or {})." }
    if message.contains("has no integer representation") { return "Round it first: math.floor(\(name))." }
    if message.hasPrefix("bad argument #1 to 'ipairs'") || message.hasPrefix("bad argument #1 to 'for iterator'") {
      return "The loop got \(found ?? "no table"). Where the list may be missing, loop over (list or {})."
    }
    return arithmeticOnText
  }

  private var calling: String? {
    guard let culprit else { return nil }
    switch culprit.kind {
    case "global": return Self.missingGlobal(culprit.name, isCalled: true)
    case "method":
      return "The value before the colon has no function '\(culprit.name)': check the name, and what the value is."
    case "field":
      return
        "There is no function '\(culprit.name)' in that table: check the name, and that it is set before this line."
    default: return "\(name) is not a function: see what was assigned to it."
    }
  }

  private var indexing: String? {
    if type == "userdata" { return "It is json.null, which stands for null: test \(name) ~= json.null first." }
    guard let culprit, type == "nil" else { return nil }
    if culprit.kind == "global" { return Self.missingGlobal(culprit.name, isCalled: false) }
    if culprit.name == "?" {
      return "The element that the index names is not there: test it before its fields are read."
    }
    return "\(name) is nil. Where it may be missing, write (\(name) or {}), or test it first."
  }

  private var concatenating: String? {
    guard culprit != nil else { return nil }
    return switch type {
    case "nil": "Where \(name) may be missing, write (\(name) or \"\")."
    case "table": "Write its fields one by one, or json.encode(\(name))."
    case "boolean", "userdata", "function": "Write tostring(\(name))."
    default: nil
    }
  }

  private var calculating: String? {
    switch type {
    case "nil": culprit == nil ? nil : "Where \(name) may be missing, write (\(name) or 0)."
    case "string": "It is text that holds no number: tonumber(\(name)) gives nil for such, so test that."
    case "userdata": "It is json.null, which stands for null: test \(name) ~= json.null first."
    default: nil
    }
  }

  private var comparing: String? {
    if message.contains("nil") { return "One side is nil: give it a value where it may be missing, such as (x or 0)." }
    let mixes = message.contains("number with string") || message.contains("string with number")
    return mixes ? "One side is text: compare tonumber(text) with the number." : nil
  }

  /// `attempt to add a 'number' with a 'string'`: what the string's own arithmetic says.
  private var arithmeticOnText: String? {
    guard message.hasPrefix("attempt to "), message.contains("'string'") else { return nil }
    return "The text holds no number: tonumber(text) gives nil for such, so test that first."
  }

  private static func missingGlobal(_ name: String, isCalled: Bool) -> String {
    if name == "json" || StandardLibrary.names.contains(name) {
      return "\(name) is a module: write local \(name) = require(\"\(name)\") at the top of the file."
    }
    let known = [
      "task", "runner", "print", "pairs", "ipairs", "tostring", "tonumber", "require", "error", "string", "table",
    ]
    let nearest = Suggestion.nearest(to: name, in: known).map { " Did you mean \($0)?" } ?? ""
    let kind = isCalled ? "function" : "variable"
    return "There is no \(kind) '\(name)' here: check its name, and that a local is declared above its use.\(nearest)"
  }

  /// The type that `a nil value` or `got nil` names.
  private var type: String? {
    guard let start = message.firstRange(of: " a "), let end = message.firstRange(of: " value") else { return nil }
    return start.upperBound < end.lowerBound ? String(message[start.upperBound..<end.lowerBound]) : nil
  }

  private var found: String? {
    guard let start = message.firstRange(of: ", got "), let end = message.lastIndex(of: ")") else { return nil }
    return start.upperBound < end ? String(message[start.upperBound..<end]) : nil
  }

  /// The `(field 'email')` that ends a message of Lua's (manual §4.7, `lua_getinfo` with "n").
  static func culprit(in message: String) -> (kind: String, name: String)? {
    guard message.hasSuffix("')"), let open = message.lastIndex(of: "(") else { return nil }
    let parts = message[message.index(after: open)...].dropLast(2).split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[1].hasPrefix("'") else { return nil }
    let kinds = ["global", "local", "method", "field", "upvalue", "constant"]
    return kinds.contains(String(parts[0])) ? (String(parts[0]), String(parts[1].dropFirst())) : nil
  }
}
