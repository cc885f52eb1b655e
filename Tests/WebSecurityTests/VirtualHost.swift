/// A web site of the plan, before it has a port.
struct VirtualHost {
  enum Certificate: String {
    case trusted, misnamed, selfsigned
  }

  /// Where a site leads instead of answering itself.
  struct Redirect {
    var status = 301
    /// The name of another site of the plan; nil for this one.
    var site: String?
    var path = "/"
  }

  var name: String
  /// nil: plain http.
  var certificate: Certificate? = .trusted
  var headers: [(name: String, value: String)] = VirtualHost.goodHeaders
  var status = 200
  var contentType = "text/html"
  var body = "<!doctype html><title>fixture</title>"
  var tellsVersion = false
  var redirect: Redirect?
  /// What must be found here, and nothing else.
  var planted: [Finding] = []

  /// A finding of one task; `suffix` is what stands after the site's URL in the resource's id.
  struct Finding: Hashable {
    var task: String
    var suffix = ""
  }

  /// What no insight objects to.
  static let goodHeaders = [
    (name: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains"),
    (name: "Content-Security-Policy", value: "default-src 'self'; object-src 'none'; frame-ancestors 'none'"),
    (name: "X-Content-Type-Options", value: "nosniff"),
    (name: "Referrer-Policy", value: "strict-origin-when-cross-origin"),
    (name: "Set-Cookie", value: "__Host-session=1; Path=/; Secure; HttpOnly; SameSite=Lax"),
  ]

  /// Sets a header to `values`, none to leave it out.
  mutating func set(_ header: String, _ values: String...) {
    headers.removeAll { $0.name == header }
    headers += values.map { (name: header, value: $0) }
  }

  mutating func add(_ header: String, _ value: String) { headers.append((name: header, value: value)) }

  func url(port: UInt16) -> String { "\(certificate == nil ? "http" : "https")://localhost:\(port)/" }

  /// The nginx `server` block; `redirectTarget` is the whole URL when the site leads to another.
  func serverBlock(port: UInt16, redirectTarget: String?) -> String {
    var lines = ["listen 127.0.0.1:\(port)\(certificate == nil ? "" : " ssl");"]
    if let certificate {
      lines += ["ssl_certificate \(certificate.rawValue).pem;", "ssl_certificate_key \(certificate.rawValue).key;"]
    }
    if tellsVersion { lines.append("server_tokens on;") }
    lines += ["default_type \(contentType);", "absolute_redirect off;"]
    lines += headers.map { "add_header \($0.name) \"\($0.value.replacing("\"", with: "\\\""))\" always;" }
    let answer = "return \(status) '\(body.replacing("'", with: "\\'"))';"
    if let redirect, let redirectTarget {
      lines.append("location / { \(answer) }")
      lines.append("location = / { return \(redirect.status) \(redirectTarget); }")
    } else {
      lines.append("location / { \(answer) }")
    }
    return (["server {"] + lines.map { "  " + $0 } + ["}"]).joined(separator: "\n")
  }
}
