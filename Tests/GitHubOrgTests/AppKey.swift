import Foundation
import TestSupport

/// A GitHub App with a key of its own, made by openssl.
struct AppKey {
  private let pem: String
  /// Hexadecimal, from which the server verifies signatures.
  private let modulus: String

  static let placeholder = "-----BEGIN RSA PRIVATE KEY-----\nbm8ga2V5\n-----END RSA PRIVATE KEY-----\n"

  init() throws {
    let key = try CapturedProcess("/usr/bin/env", ["openssl", "genrsa", "-traditional", "2048"])
    guard key.status == 0 else { throw TestSupportError("openssl cannot make a key") }
    pem = String(decoding: key.output, as: UTF8.self)
    let answer = try CapturedProcess(
      "/usr/bin/env", ["openssl", "rsa", "-noout", "-modulus"], input: key.output)
    modulus = String(decoding: answer.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      .replacingOccurrences(of: "Modulus=", with: "")
  }

  var config: [String: Any] { ["app_id": "Iv1.0123456789abcdef", "private_key": pem, "installation_id": 77] }

  func scenario(plan: String) -> String {
    #"{"plan": "\#(plan)", "app": {"id": "Iv1.0123456789abcdef", "installation": 77, "modulus": "\#(modulus)"}}"#
  }
}
