package import Integrations

/// What is known of an integration that is to be written.
package struct NewIntegration: Sendable {
  package var name: String
  package var title: String
  package var description: String
  package var auth: AuthKind
  /// The API's base URL, without a slash at its end; of no use for AWS.
  package var baseURL: String
  /// The header that carries the key, with the auth `header`.
  package var header: String
  /// Whether a rockspec is written.
  package var usesRocks: Bool

  package static let defaultBaseURL = "https://api.example.com"
  package static let defaultHeader = "X-Api-Key"

  package init(
    name: String, title: String? = nil, description: String? = nil, auth: AuthKind = .none,
    baseURL: String = defaultBaseURL, header: String = defaultHeader, usesRocks: Bool = false
  ) {
    self.name = name
    self.title = title ?? Self.title(for: name)
    self.description = description ?? Self.description(for: self.title)
    self.auth = auth
    self.baseURL = baseURL
    self.header = header
    self.usesRocks = usesRocks
  }

  /// `acme_cloud` is "Acme cloud".
  package static func title(for name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  package static func description(for title: String) -> String { "Looks for what is wrong in \(title)." }

  // MARK: Checks

  private static let longestName = 64
  /// `luahost` is where editors find the host's own types; the others are words of Lua.
  private static let reserved: Set = [
    "luahost", "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]

  /// - Throws: `usage`, where a text is no name for an integration.
  package static func check(name: String) throws(IntegrationError) {
    guard !name.contains("/") else {
      throw fault(
        "'\(name)' is a path; an integration has a name, and its folder is integrations/NAME.",
        hint: "Give the name alone; --repository DIR says where.")
    }
    guard CatalogueEntry.isName(name) else {
      let nearest = suggestion(for: name)
      throw fault(
        "'\(name)' is no name for an integration: it must start with a lower-case letter and hold only a-z, 0-9 and _.",
        hint: nearest.map { "Write \($0)." })
    }
    guard !reserved.contains(name) else { throw fault("The name '\(name)' is reserved; choose another.") }
    guard name.utf8.count <= longestName else {
      throw fault("The name is \(name.utf8.count) characters long; \(longestName) are the most.")
    }
  }

  /// A name that is like a text: "My-API" is `my_api`.
  private static func suggestion(for text: String) -> String? {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "_")
    return CatalogueEntry.isName(name) && !reserved.contains(name) ? name : nil
  }

  /// A base URL as it is kept.
  /// - Throws: `usage`, where a text is none.
  package static func baseURL(_ text: String) throws(IntegrationError) -> String {
    let url: HTTPURL
    do throws(HTTPURLError) {
      url = try HTTPURL(text)
    } catch {
      throw fault(
        "The base URL '\(text)' is none: \(error).", hint: "Write one such as \(defaultBaseURL)/v1.")
    }
    guard url.query == nil, !text.contains("#"), !text.contains("?") else {
      throw fault("The base URL '\(text)' must have no query and no fragment.")
    }
    let path = url.path.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "/")
    var result = "\(url.scheme.rawValue)://\(url.authority)\(path)"
    while result.hasSuffix("/") { result.removeLast() }
    return result
  }

  /// A header's name.
  /// - Throws: `usage`, where a text is none (RFC 9110 §5.1).
  package static func header(_ text: String) throws(IntegrationError) -> String {
    let isToken = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
    guard isToken, !text.isEmpty, text.utf8.count <= 100 else {
      throw fault("'\(text)' is no name of a header.", hint: "Write one such as \(defaultHeader).")
    }
    return text
  }

  private static func fault(_ text: String, hint: String? = nil) -> IntegrationError {
    IntegrationError(code: .usage, message: text, hint: hint)
  }
}
