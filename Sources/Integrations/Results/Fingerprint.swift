import Crypto

/// What makes a finding the same finding in the next job.
package enum Fingerprint {
  /// SHA-256 (FIPS 180-4) over the parts, each preceded by its length, as 32 hexadecimal digits.
  package static func of(integration: String, deployment: String, task: String, resource: String?) -> String {
    var hash = SHA256()
    for part in [integration, deployment, task, resource ?? ""] {
      hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
    }
    return Hexadecimal.text(hash.finalize().prefix(16))
  }
}
