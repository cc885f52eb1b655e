/// Fifty web sites: one in four is as it should be, some of them in ways that a careless check takes for faults; each of
/// the others has planted faults.
enum Plan {
  static let sites: [VirtualHost] = sound + transport + headers + cookies + several

  private typealias Change = (inout VirtualHost) -> Void

  private static func site(
    _ name: String, finds tasks: [String] = [], _ change: Change = { _ in }
  ) -> VirtualHost {
    var site = VirtualHost(name: name)
    change(&site)
    site.planted = tasks.map { task in
      let parts = task.split(separator: "#", maxSplits: 1)
      return VirtualHost.Finding(task: String(parts[0]), suffix: parts.count > 1 ? "#cookie=\(parts[1])" : "")
    }
    return site
  }

  private static let csp = "Content-Security-Policy"
  private static let hsts = "Strict-Transport-Security"

  /// No faults here.
  private static let sound = [
    site("good"),
    site("http leading to https") {
      $0.makePlain(); $0.redirect = .init(site: "good")
    },
    site("redirect within the site") { $0.redirect = .init(status: 302, path: "/home") },
    site("JSON without a page's headers") {
      $0.contentType = "application/json"
      $0.set(csp)
      $0.set("Referrer-Policy")
    },
    site("unsafe-inline beside a nonce") {
      let scripts = "script-src 'nonce-r4nd0m' 'unsafe-inline' https: 'strict-dynamic'"
      $0.set(csp, scripts + "; object-src 'none'; frame-ancestors 'self'")
    },
    site("policies in meta elements") {
      $0.set(csp)
      $0.set("Referrer-Policy")
      $0.set("X-Frame-Options", "DENY")
      $0.body = """
        <head><meta http-equiv=Content-Security-Policy content="default-src &apos;self&apos;">\
        <meta name="referrer" content="no-referrer"></head>
        """
    },
    site("two policies, one strict") {
      $0.set(csp, "default-src * 'unsafe-inline'", "default-src 'self'; frame-ancestors 'none'")
    },
    site("X-Frame-Options alone") {
      $0.set(csp, "default-src 'self'"); $0.set("X-Frame-Options", "sameorigin")
    },
    site("deleted cookie without flags") { $0.set("Set-Cookie", "old=; Expires=Thu, 01 Jan 1970 00:00:00 GMT") },
    site("anti-forgery cookie for scripts") { $0.set("Set-Cookie", "csrftoken=1; Secure; SameSite=Strict") },
    site("unknown word after a referrer policy") { $0.set("Referrer-Policy", "no-referrer, no-idea") },
    site("not found") { $0.status = 404 },
    site("quoted HSTS in odd case") { $0.set(hsts, "MAX-AGE=\"15552000\" ; includesubdomains; preload") },
  ]

  private static let transport = [
    site("self-signed", finds: ["untrusted_certificate"]) { $0.certificate = .selfsigned },
    site("certificate of another name", finds: ["untrusted_certificate"]) { $0.certificate = .misnamed },
    site("plain http", finds: ["plain_http"]) { $0.makePlain() },
    site("https leading to http", finds: ["https_downgrade"]) { $0.redirect = .init(status: 307, site: "plain http") },
    site("no HSTS", finds: ["hsts_missing"]) { $0.set(hsts) },
    site("HSTS without max-age", finds: ["hsts_missing"]) { $0.set(hsts, "includeSubDomains") },
    site("HSTS switched off", finds: ["hsts_missing"]) { $0.set(hsts, "max-age=0; includeSubDomains") },
    site("HSTS for a day", finds: ["hsts_weak"]) { $0.set(hsts, "max-age=86400; includeSubDomains") },
    site("HSTS without subdomains", finds: ["hsts_weak"]) { $0.set(hsts, "max-age=31536000") },
    site("second HSTS header is too late", finds: ["hsts_weak"]) {
      $0.set(hsts, "max-age=60; includeSubDomains", "max-age=31536000; includeSubDomains")
    },
  ]

  private static let headers = [
    site("no CSP", finds: ["csp_missing"]) {
      $0.set(csp); $0.set("X-Frame-Options", "DENY")
    },
    site("CSP that reports only", finds: ["csp_missing", "framing"]) {
      $0.set(csp)
      $0.set("Content-Security-Policy-Report-Only", "default-src 'self'; frame-ancestors 'none'")
    },
    site("CSP with unsafe-inline", finds: ["csp_unsafe"]) {
      $0.set(csp, "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'")
    },
    site("CSP with unsafe-eval", finds: ["csp_unsafe"]) {
      $0.set(csp, "default-src 'none'; script-src 'self' 'unsafe-eval'; frame-ancestors 'none'")
    },
    site("CSP with a wildcard", finds: ["csp_unsafe"]) {
      $0.set(csp, "default-src 'self'; script-src 'self' https:; frame-ancestors 'none'")
    },
    site("CSP without script-src", finds: ["csp_unsafe"]) { $0.set(csp, "img-src 'self'; frame-ancestors 'none'") },
    site("CSP without object-src", finds: ["csp_unsafe"]) { $0.set(csp, "script-src 'self'; frame-ancestors 'none'") },
    site("framed by all", finds: ["framing"]) { $0.set(csp, "default-src 'self'") },
    site("framed by an obsolete option", finds: ["framing"]) {
      $0.set(csp, "default-src 'self'")
      $0.set("X-Frame-Options", "ALLOW-FROM https://example.com")
    },
    site("frame-ancestors wider than X-Frame-Options", finds: ["framing"]) {
      $0.set(csp, "default-src 'self'; frame-ancestors *")
      $0.set("X-Frame-Options", "DENY")
    },
    site("sniffing", finds: ["content_type_sniffing"]) { $0.set("X-Content-Type-Options") },
    site("sniffing by a typo", finds: ["content_type_sniffing"]) { $0.set("X-Content-Type-Options", "no-sniff") },
    site("no referrer policy", finds: ["referrer_policy"]) { $0.set("Referrer-Policy") },
    site("open referrer policy", finds: ["referrer_policy"]) { $0.set("Referrer-Policy", "no-referrer, unsafe-url") },
    site("server version", finds: ["version_leak"]) { $0.tellsVersion = true },
    site("framework version", finds: ["version_leak"]) { $0.add("X-Powered-By", "PHP/8.1.2") },
  ]

  private static let cookies = [
    site("cookie over http", finds: ["cookie_secure#theme"]) {
      $0.add("Set-Cookie", "theme=a; HttpOnly; SameSite=Lax")
    },
    site("cookie for scripts", finds: ["cookie_http_only#sid"]) { $0.add("Set-Cookie", "sid=a; secure; samesite=lax") },
    site("cookie for all sites", finds: ["cookie_same_site#sid"]) { $0.add("Set-Cookie", "sid=a; Secure; HttpOnly") },
    site("cookie for all sites, on purpose", finds: ["cookie_same_site#widget"]) {
      $0.add("Set-Cookie", "widget=a; Secure; HttpOnly; SameSite=None")
    },
    site("cookie with a broken promise", finds: ["cookie_secure#__Host-id"]) {
      $0.add("Set-Cookie", "__Host-id=a; Secure; HttpOnly; SameSite=Lax; Path=/; Domain=localhost")
    },
    site(
      "bare cookies",
      finds: ["cookie_secure", "cookie_http_only", "cookie_same_site"].flatMap { ["\($0)#a", "\($0)#b"] }
    ) {
      $0.set("Set-Cookie", "a=1", "b=2; Path=/x")
    },
  ]

  private static let several = [
    site(
      "nothing set", finds: ["hsts_missing", "csp_missing", "framing", "content_type_sniffing", "referrer_policy"]
    ) {
      $0.headers = []
    },
    site("version and short HSTS", finds: ["version_leak", "hsts_weak"]) {
      $0.tellsVersion = true
      $0.set(hsts, "max-age=1")
    },
    site("everything open", finds: ["csp_unsafe", "framing", "referrer_policy", "content_type_sniffing"]) {
      $0.set(csp, "default-src * 'unsafe-inline' 'unsafe-eval' data:; frame-ancestors https:")
      $0.set("Referrer-Policy", "no-referrer-when-downgrade")
      $0.set("X-Content-Type-Options", "none")
    },
    site("self-signed, and bare", finds: ["untrusted_certificate", "hsts_missing", "version_leak"]) {
      $0.certificate = .selfsigned
      $0.set(hsts)
      $0.add("X-AspNet-Version", "4.0.30319")
    },
    site("plain http with a bare cookie", finds: ["plain_http", "cookie_secure#id"]) {
      $0.makePlain()
      $0.set("Set-Cookie", "id=1; HttpOnly; SameSite=Strict")
    },
  ]
}

extension VirtualHost {
  fileprivate mutating func makePlain() { certificate = nil }
}
