package import Foundation

/// Certificates that openssl makes for one test.
package enum Certificates {
  /// Makes in `folder`: `authority.pem`; `trusted.pem`, which it signed for localhost; `misnamed.pem`, which it signed for
  /// another name; `selfsigned.pem` for localhost. Each has its key beside it as `.key`.
  package static func make(in folder: URL) async throws {
    // Without a configuration of our own, the system's adds extensions that contradict those below.
    try folder.write(["openssl.cnf": "[req]\ndistinguished_name = name\n[name]\n"])
    try await request(in: folder, "authority", ["basicConstraints=critical,CA:TRUE"])
    try await request(in: folder, "trusted", ["subjectAltName=DNS:localhost"] + leaf, signedBy: "authority")
    try await request(in: folder, "misnamed", ["subjectAltName=DNS:elsewhere.example"] + leaf, signedBy: "authority")
    try await request(in: folder, "selfsigned", ["subjectAltName=DNS:localhost"] + leaf)
  }

  private static let leaf = ["basicConstraints=critical,CA:FALSE", "extendedKeyUsage=serverAuth"]

  private static func request(
    in folder: URL, _ name: String, _ extensions: [String], signedBy authority: String? = nil
  ) async throws {
    var words = ["openssl", "req", "-config", "openssl.cnf", "-x509", "-new", "-nodes"]
    words += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    words += ["-days", "2", "-subj", "/CN=luahost test \(name)", "-keyout", "\(name).key", "-out", "\(name).pem"]
    if let authority { words += ["-CA", "\(authority).pem", "-CAkey", "\(authority).key"] }
    for text in extensions { words += ["-addext", text] }
    let log = try folder.create("openssl.log")
    let environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
    let child = try ChildProcess(
      "/usr/bin/env", words, environment: environment, directory: folder, output: log, errors: log)
    guard await child.wait() == 0 else {
      let said = try String(contentsOf: folder.appending(path: "openssl.log"), encoding: .utf8)
      throw TestSupportError("openssl could not make \(name).pem:\n\(said)")
    }
  }
}
