import FoundationEssentials
import Integrations
import NIOSSL

/// Tells TLS failures apart: an expired certificate, one of another host, a self-signed one, an unknown authority.
struct TLSFailureReport: Sendable {
  let url: HTTPURL
  let isProxied: Bool
  let connections: ConnectionPool

  func failure(for error: any Error) async -> HTTPFailure {
    let text = String(describing: error)
    if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
      return make(
        "the certificate of \(url.endpoint) is for another host than \(url.host). "
          + "Use a host name that the certificate holds.")
    }
    if case NIOSSLError.uncleanShutdown = error { return closed }
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return await untrusted() }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return make("\(url.endpoint) does not speak TLS. Check the port, or use an http:// URL.")
    }
    if text.contains("EOF during handshake") {
      return HTTPFailure(
        kind: .tls,
        message: "\(url.endpoint) closed the connection during the TLS handshake. Check that this port speaks TLS.",
        url: url.description, isTransient: true)
    }
    return make("the TLS handshake with \(url.endpoint) failed: \(Self.reason(in: text)).")
  }

  private var closed: HTTPFailure {
    HTTPFailure(
      kind: .reset, message: "\(url.endpoint) broke the TLS connection off. Try again.", url: url.description)
  }

  /// Asks the server for its certificates once more, to say what is wrong with them.
  private func untrusted() async -> HTTPFailure {
    let chain = isProxied ? [] : await CertificateProbe(url: url).chain(on: connections)
    guard let leaf = chain.first, let names = (try? leaf.toDERBytes()).flatMap(CertificateNames.init(der:)) else {
      return make("the certificate of \(url.endpoint) cannot be trusted. \(Self.advice)")
    }
    let now = Date.now.timeIntervalSince1970
    if Double(leaf.notValidAfter) < now {
      return make(
        "the certificate of \(url.endpoint) expired on \(Self.day(leaf.notValidAfter)). "
          + "It must be renewed on the server.")
    }
    if Double(leaf.notValidBefore) > now {
      return make(
        "the certificate of \(url.endpoint) is not valid before \(Self.day(leaf.notValidBefore)). "
          + "Check this machine's clock.")
    }
    if names.isSelfSigned {
      return make("the certificate of \(url.endpoint) is self-signed: no authority vouches for it. \(Self.advice)")
    }
    return make(
      "the certificate of \(url.endpoint) comes from \(names.issuer ?? "an authority"), which this machine "
        + "does not trust\(chain.count == 1 ? " (the server may not send its intermediate certificate)" : ""). \(Self.advice)"
    )
  }

  private static let advice =
    "Name a PEM file with its authority in SSL_CERT_FILE, or pass verify = false if you accept the risk."

  private static func day(_ time: Int) -> String {
    Date(timeIntervalSince1970: Double(time)).formatted(.iso8601.year().month().day())
  }

  /// The words of BoringSSL's error, such as `TLSV1_ALERT_PROTOCOL_VERSION`, without its code and source file.
  private static func reason(in text: String) -> String {
    let parts = text.split(separator: ":")
    guard let library = parts.firstIndex(where: { $0.hasPrefix("OPENSSL_internal") }), library + 1 < parts.endIndex,
      let word = parts[library + 1].split(separator: " ").first
    else { return text }
    return word.lowercased().replacing("_", with: " ")
  }

  private func make(_ message: String) -> HTTPFailure {
    HTTPFailure(kind: .tls, message: message, url: url.description)
  }
}
