import Foundation
import NIOSSL
import TestSupport

/// Certificates made once a run by the `openssl` command: a private authority and what it did or did not sign.
struct TestCertificates: Sendable {
  enum Name: String, Sendable, CaseIterable {
    case good, expired, other, selfsigned, stranger
  }

  static let shared = Result { try TestCertificates() }

  let folder: URL

  var authority: String { folder.appendingPathComponent("ca.pem").path }

  func certificate(_ name: Name) -> String { folder.appendingPathComponent("\(name.rawValue).pem").path }

  func key(_ name: Name) -> String { folder.appendingPathComponent("\(name.rawValue).key").path }

  func context(_ name: Name) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(certificate(name)).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: key(name), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
  }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("luahost-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try run(Self.script, in: folder)
  }

  private static let script = """
    set -e
    curve="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    authority() {
      openssl req -x509 $curve -keyout $1.key -out $1.pem -days 30 -subj "/CN=$2" \
        -addext basicConstraints=critical,CA:TRUE
    }
    issue() { # name, authority, alternative names, days
      openssl req $curve -keyout $1.key -out $1.csr -subj "/CN=$1"
      printf 'subjectAltName=%s\\nbasicConstraints=CA:FALSE\\n' "$3" > $1.ext
      openssl x509 -req -in $1.csr -CA $2.pem -CAkey $2.key -CAcreateserial -days $4 -extfile $1.ext -out $1.pem
    }
    authority ca "Test Authority"
    authority unknown "Unknown Authority"
    issue good ca "DNS:localhost,IP:127.0.0.1" 30
    issue expired ca "DNS:localhost,IP:127.0.0.1" -1
    issue other ca "DNS:other.example" 30
    issue stranger unknown "DNS:localhost,IP:127.0.0.1" 30
    openssl req -x509 $curve -keyout selfsigned.key -out selfsigned.pem -days 30 -subj "/CN=localhost" \
      -addext subjectAltName=DNS:localhost,IP:127.0.0.1
    """
}

/// Runs a shell script; its standard output.
@discardableResult
func run(_ script: String, in folder: URL? = nil) throws -> Data {
  struct ScriptFailed: Error { var status: Int32 }
  let process = try CapturedProcess("/bin/sh", ["-c", script], in: folder)
  guard process.status == 0 else { throw ScriptFailed(status: process.status) }
  return process.output
}
