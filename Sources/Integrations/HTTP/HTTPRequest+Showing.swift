extension HTTPRequest {
  /// The URL for a log: parameters of the query that sound like a secret have no value.
  package var shownURL: String {
    guard var shown = try? HTTPURL(url), let query = shown.query else { return url }
    let parts = query.split(separator: "&", omittingEmptySubsequences: false).map { part -> Substring in
      guard let equals = part.firstIndex(of: "="), Self.isSecret(part[..<equals].lowercased()) else { return part }
      return part[...equals] + "••••"
    }
    shown.query = parts.joined(separator: "&")
    return shown.description
  }

  private static func isSecret(_ name: String) -> Bool {
    ["key", "token", "secret", "password", "passwd", "signature", "credential", "auth", "code", "jwt", "session"]
      .contains { name.contains($0) } || ["sig", "pwd", "pw", "pass", "sid"].contains(name)
  }
}
