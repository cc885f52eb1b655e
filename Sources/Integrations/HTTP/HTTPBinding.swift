import JSONSchema
import Lua

/// What `host["http.request"]` gives to `stdlib/http.lua`.
enum HTTPBinding {
  /// `status, headers, body, url, elapsed, redirected_from`, or `nil, { kind, message, url }`.
  static func output(of result: Result<HTTPResponse, HTTPFailure>) -> [LuaOutput] {
    switch result {
    case .success(let response):
      let headers = response.headers.map { JSONValue.array([.string($0.name), .string($0.value)]) }
      return [
        .integer(Int64(response.status)), .json(JSONValue.array(headers).serialized()), .string(response.body),
        .text(response.url), .number(response.elapsed.seconds),
        .json(JSONValue.texts(response.redirectedFrom).serialized()),
      ]
    case .failure(let failure):
      let fields: JSONValue = .object([
        "kind": .string(failure.kind.rawValue), "message": .string(failure.message), "url": .string(failure.url),
      ])
      return [.nil, .json(fields.serialized())]
    }
  }
}
