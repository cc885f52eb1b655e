import Integrations
package import JSONSchema

/// What a test says that a server answers: `["GET https://api.example.com/items"] = { status = 200, json = { … } }`.
package struct TestAnswer: Sendable {
  let method: String
  let url: String
  /// One after the other; the last is given again.
  let outcomes: [Recording.Outcome]

  private static let keys = ["status", "json", "body", "headers", "error", "message"]

  /// - Parameters:
  ///   - request: a method and an absolute URL.
  ///   - value: an answer, or a list of answers.
  package init(_ request: String, _ value: JSONValue) throws(TestAnswerError) {
    let words = request.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, HTTPHeader.isToken(words[0]), (try? HTTPURL(words[1])) != nil else {
      throw TestAnswerError(
        "http: the key \"\(request)\" must be a method and an absolute URL, such as \"GET https://api.example.com/items\""
      )
    }
    (method, url) = (words[0], words[1])
    let values: [JSONValue]
    if case .array(let items) = value { values = items } else { values = [value] }
    guard !values.isEmpty else { throw TestAnswerError("http: \"\(request)\" has an empty list of answers") }
    var outcomes: [Recording.Outcome] = []
    for value in values {
      guard case .object(let object) = value else {
        throw TestAnswerError(
          "http: the answer to \"\(request)\" must be a table, such as { status = 200, json = { … } }")
      }
      outcomes.append(try Self.outcome(object, of: request, url: words[1]))
    }
    self.outcomes = outcomes
  }

  private static func outcome(
    _ object: JSONObject, of request: String, url: String
  ) throws(TestAnswerError) -> Recording.Outcome {
    for key in object.keys where !keys.contains(key) {
      let hint = Suggestion.nearest(to: key, in: keys).map { "did you mean '\($0)'?" }
      throw TestAnswerError(
        "http: the answer to \"\(request)\" has the unknown key '\(key)'; "
          + (hint ?? "it may have \(keys.joined(separator: ", "))"))
    }
    if let error = object["error"] {
      guard let kind = error.stringValue.flatMap(HTTPFailure.Kind.init) else {
        let kinds = HTTPFailure.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw TestAnswerError("http: the error of \"\(request)\" must be one of \(kinds)")
      }
      let message = object["message"]?.stringValue ?? "the test says that it fails."
      return .failure(HTTPFailure(kind: kind, message: message, url: url))
    }
    guard let status = (object["status"]?.doubleValue ?? 200).wholeNumber, 100...599 ~= status else {
      throw TestAnswerError("http: the status of \"\(request)\" must be a whole number from 100 to 599")
    }
    var headers = try Self.headers(object["headers"], of: request)
    var body = Array((object["body"]?.stringValue ?? "").utf8)
    if let json = object["json"] {
      body = json.serialized()
      if !headers.contains(where: { $0.isNamed("content-type") }) {
        headers.append(HTTPHeader(name: "content-type", value: "application/json"))
      }
    }
    return .response(HTTPResponse(status: status, headers: headers, body: body, url: url, elapsed: .zero))
  }

  private static func headers(_ value: JSONValue?, of request: String) throws(TestAnswerError) -> [HTTPHeader] {
    guard let value else { return [] }
    guard case .object(let object) = value else {
      throw TestAnswerError("http: the headers of \"\(request)\" must be a table by names")
    }
    var headers: [HTTPHeader] = []
    for (name, value) in object {
      var values: [JSONValue] = [value]
      if case .array(let items) = value { values = items }
      for item in values {
        guard
          let text = item.stringValue
            ?? (item.doubleValue.map { _ in String(decoding: item.serialized(), as: UTF8.self) })
        else { throw TestAnswerError("http: the header '\(name)' of \"\(request)\" must be a text") }
        headers.append(HTTPHeader(name: name, value: text))
      }
    }
    return headers
  }
}

/// What is wrong with an answer; a sentence without its full stop.
package struct TestAnswerError: Error, Sendable {
  package var message: String

  init(_ message: String) { self.message = message }
}

extension Double {
  fileprivate var wholeNumber: Int? { Int(exactly: self) }
}
