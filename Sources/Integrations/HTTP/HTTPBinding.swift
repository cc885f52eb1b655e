import JSONSchema
import Lua

/// What `host["http.request"]` gives to `stdlib/http.lua`.
enum HTTPBinding {
  /// `status, headers, body, url, elapsed, redirected_from, more, http_version`, or `nil, { kind, message, url }`.
  static func output(of result: Result<HTTPResponse, HTTPFailure>) -> [LuaOutput] {
    switch result {
    case .success(let response):
      return [
        .integer(Int64(response.status)), table(of: response.headers), .string(response.body),
        .text(response.url), .number(response.elapsed.seconds),
        .json(response.redirectedFrom.isEmpty ? noTexts : JSONValue.texts(response.redirectedFrom).serialized()),
        more(of: response), response.httpVersion.map { .text($0) } ?? .nil,
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
    guard response.isFromCache || response.tries > 1 || response.tls != nil else { return .nil }
    var fields: JSONObject = [:]
    if response.isFromCache { fields["from_cache"] = .bool(true) }
    if response.tries > 1 { fields["tries"] = .number(JSONNumber(response.tries)) }
    if let tls = response.tls { fields["tls"] = tls.json }
    return .json(JSONValue.object(fields).serialized())
  }

  private static let noTexts = Array("[]".utf8)

  /// By name, in lower case; where a name is repeated, or `all`, which is a method of such tables, the list of pairs.
  private static func table(of headers: [HTTPHeader]) -> LuaOutput {
    var fields = LuaFields(capacity: headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 8 })
    for header in headers {
      guard fields.add(header.name, header.value), !header.isNamed("all") else { return .json(json(headers)) }
    }
    return headers.isEmpty ? .json(noTexts) : .fields(fields)
  }

  /// `[[name, value], …]`.
  private static func json(_ headers: [HTTPHeader]) -> [UInt8] {
    JSONValue.array(headers.map { .texts([$0.name, $0.value]) }).serialized()
  }
}
