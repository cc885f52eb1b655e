package import Lua

extension HTTPRequest {
  /// The key under which `stdlib/http.lua` hands over the option `json`, encoded. No script can type it by mistake.
  package static let encodedJSONKey = "#json"

  /// Puts a request together from what a script passed to `http.get(url, options)` and its like.
  ///
  /// The method becomes upper case. The options are nil, or a table of those in §9 of the contract. Headers and query
  /// are sorted by name, for the order of a Lua table is not the author's.
  package static func parse(
    method: String, url: LuaValue, options: LuaValue = .nil
  ) throws(HTTPOptionsError) -> HTTPRequest {
    let method = method.uppercased()
    let options = try HTTPOptions(options, function: functionName(of: method))
    try options.check(method: method)
    try options.refuseUnknownNames()

    var target = try options.url(url)
    target.appendQuery(try options.parameters("query", encoding: PercentEncoding.component))
    var headers = try options.headers()
    if let authorization = try options.authorization() {
      try options.add(authorization, to: &headers)
    }
    let body = try options.body(method: method)
    if let type = body?.contentType, !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      headers.append(HTTPHeader(name: "content-type", value: type))
    }

    var request = HTTPRequest(method: method, url: target.description, headers: headers, body: body?.bytes)
    if let timeout = try options.timeout() { request.timeout = timeout }
    if let redirects = try options.count("redirects", upTo: 100) { request.redirects = redirects }
    if let verify = try options.boolean("verify") { request.verify = verify }
    if let maximumBody = try options.count("max_body", upTo: Int(Int32.max)) { request.maximumBody = maximumBody }
    return request
  }

  private static func functionName(of method: String) -> String {
    switch method {
    case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS": "http.\(method.lowercased())"
    default: "http.request"
    }
  }
}
