import JSONSchema
import Lua

/// What `host["http.request"]` gives to `stdlib/http.lua`.
enum HTTPBinding {
  /// `status, headers, body, url, elapsed, redirected_from, more`, or `nil, { kind, message, url }`.
  static func output(of result: Result<HTTPResponse, HTTPFailure>) -> [LuaOutput] {
    switch result {
    case .success(let response):
      let headers = response.headers.map { JSONValue.array([.string($0.name), .string($0.value)]) }
      return [
        .integer(Int64(response.status)), .json(JSONValue.array(headers).serialized()), .string(response.body),
        .text(response.url), .number(response.elapsed.seconds),
        .json(JSONValue.texts(response.redirectedFrom).serialized()), more(of: response),
      ]
    case .failure(let failure):
      let fields: JSONValue = .object([
        "kind": .string(failure.kind.rawValue), "message": .string(failure.message), "url": .string(failure.url),
      ])
      return [.nil, .json(fields.serialized())]
    }
  }

  /// Fields of the answer that not every one has; nil where this one has none.
  private static func more(of response: HTTPResponse) -> LuaOutput {
    var fields: JSONObject = [:]
    if response.isFromCache { fields["from_cache"] = .bool(true) }
    if response.tries > 1 { fields["tries"] = .number(JSONNumber(response.tries)) }
    return fields.isEmpty ? .nil : .json(JSONValue.object(fields).serialized())
  }
}
