import Lua

extension ScriptHost {
  /// The natives behind `http`.
  func defineHTTPNatives() throws(LuaError) {
    // Clients may be made while files are loaded; requests may not be sent then.
    try register(
      "http.client",
      .init(
        "Keeps the options of a client.", ["options? http.ClientOptions"], returns: ["integer number of the client"])
    ) { [unowned self] call in
      guard clients.count <= HTTPClientDefinition.maximumCount else {
        return .failure(
          "http.client: this job has made \(HTTPClientDefinition.maximumCount) clients. "
            + "Make one outside the loop, and use it again.")
      }
      do throws(HTTPOptionsError) {
        clients.append(try HTTPClientDefinition(call[0]))
        return .value(.integer(Int64(clients.count - 1)))
      } catch {
        return .failure(error.description)
      }
    }
    try define(
      "http.request",
      .init(
        "Sends a request and waits for the answer; nil and what failed where there is none.",
        ["method string", "url string", "options? http.Options", "client? integer"],
        returns: [
          "integer? status", "string[][]|table headers, or the failure", "string body", "string url", "number elapsed",
          "string[] redirects", "table? more", "string? http_version",
        ], waits: true)
    ) { [unowned self] engine, owner, call in
      let client = call[3].integerValue.flatMap(Int.init(exactly:)) ?? 0
      do throws(HTTPOptionsError) {
        var request = try HTTPRequest.parse(
          method: call.text(0) ?? "", url: call[1], options: call[2],
          client: clients.indices.contains(client) ? clients[client] : clients[0])
        if let refusal = engine.refusal(of: &request, owner: owner) { return .failure(refusal) }
        engine.pendingWait = .http(request)
        return .park
      } catch {
        return .failure(error.description)
      }
    }
  }
}
