import FoundationEssentials
import Integrations
import NIOSSL

extension TLSFacts {
  /// What a finished handshake tells; nil where the peer showed no certificate that can be read.
  init?(_ handler: NIOSSLClientHandler) {
    guard let certificate = handler.peerCertificate, let der = try? certificate.toDERBytes(),
      let names = CertificateNames(der: der)
    else { return nil }
    self.init(
      version: Self.text(handler.tlsVersion), subject: names.subjectText, issuer: names.issuerText,
      notBefore: Self.instant(certificate.notValidBefore), expires: Self.instant(certificate.notValidAfter),
      names: names.alternatives)
  }

  private static func text(_ version: TLSVersion?) -> String {
    switch version {
    case .tlsv1: "TLSv1.0"
    case .tlsv11: "TLSv1.1"
    case .tlsv12: "TLSv1.2"
    case .tlsv13: "TLSv1.3"
    default: "unknown"
    }
  }

  private static func instant(_ time: Int) -> String {
    Date(timeIntervalSince1970: Double(time)).formatted(.iso8601)
  }
}
