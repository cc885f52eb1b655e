import Integrations
import JSONSchema
import ScriptHTTP

/// What `run_task` or `run_integration` is asked for.
struct TestRequest {
  /// Nil for the whole integration.
  var task: String?
  var config: JSONValue?
  var base: JSONValue?
  /// By task.
  var data: [String: [UInt8]] = [:]
  /// A folder under `tests/`.
  var recordings: String?
  var answers: [TestAnswer]?
  var isAlone = false
  var now: Timestamp?
  var timeout: Duration?

  init(_ body: [UInt8]) throws(TestRequestError) {
    guard case .object(let object)? = try? JSONValue(parsing: body) else {
      throw TestRequestError("the options cannot be read")
    }
    task = object["task"]?.stringValue
    config = object["config"]
    base = object["base"]
    if let base, case .object = base {
    } else if base != nil {
      throw TestRequestError("the option base must be a table by names")
    }
    if case .bool(true)? = object["only"] { isAlone = true }
    now = object["now"]?.doubleValue.map { Timestamp(milliseconds: Int64(($0 * 1000).rounded())) }
    if let seconds = object["timeout"]?.doubleValue {
      guard seconds > 0, seconds < 1e9 else {
        throw TestRequestError("the option timeout is a number of seconds above 0")
      }
      timeout = .seconds(seconds)
    }
    try readData(object["data"])
    try readHTTP(object["http"])
  }

  private mutating func readData(_ value: JSONValue?) throws(TestRequestError) {
    guard let value, !value.isEmptyTable else { return }
    guard case .object(let object) = value else { throw TestRequestError("the option data must be a table by tasks") }
    for (name, data) in object {
      switch data {
      case .object, .array: self.data[name] = data.serialized()
      default: throw TestRequestError("the data of '\(name)' must be a table")
      }
    }
  }

  private mutating func readHTTP(_ value: JSONValue?) throws(TestRequestError) {
    guard let value else { return }
    if let folder = value.stringValue {
      recordings = folder
      return
    }
    var answers: [TestAnswer] = []
    if case .object(let object) = value {
      for (request, answer) in object {
        do throws(TestAnswerError) {
          answers.append(try TestAnswer(request, answer))
        } catch {
          throw TestRequestError(error.message)
        }
      }
    }
    self.answers = answers
  }
}

/// What is wrong with what a test asks for; a sentence without its full stop.
struct TestRequestError: Error {
  var message: String

  init(_ message: String) { self.message = message }
}

extension JSONValue {
  /// Lua has one kind of empty table.
  fileprivate var isEmptyTable: Bool {
    switch self {
    case .array(let items): items.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }
}
