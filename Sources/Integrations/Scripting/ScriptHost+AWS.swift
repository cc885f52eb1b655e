import Lua

extension ScriptHost {
  /// The natives behind `require("aws")` that sign. Its Lua side has checked the types of the arguments.
  func defineAWSNatives() throws(LuaError) {
    try register(
      "aws.presign",
      .init(
        "A URL with the signature in its query (Signature Version 4).",
        [
          "method string", "url string", "signing http.AWS", "expires integer seconds",
          "milliseconds integer since 1970",
        ], returns: ["string"])
    ) { call in
      let signing = AWSSigning(
        accessKeyID: call.text("access_key_id") ?? "", secretAccessKey: call.text("secret_access_key") ?? "",
        sessionToken: call.text("session_token"), region: call.text("region") ?? "",
        service: call.text("service") ?? "")
      do throws(HTTPURLError) {
        let url = try AWSSigner.shared.presign(
          method: call.text(0) ?? "", url: call.text(1) ?? "", as: signing,
          expires: Int(call[3].integerValue ?? 0), at: Timestamp(milliseconds: call[4].integerValue ?? 0))
        return .value(.text(url))
      } catch {
        return .failure("aws.presign: the URL \(error.description).")
      }
    }
  }
}

extension LuaCall {
  /// A text of the table that describes who signs.
  fileprivate func text(_ key: String) -> String? { self[2].tableValue?[key]?.stringValue }
}
