/// Keys as files have them: PEM (RFC 7468) or DER, certificates among them.
enum KeyFile {
  /// A private key or a public one.
  enum Key: Sendable {
    case secret(PrivateKey)
    case open(PublicKey)
  }

  private static let mostBytes = 64 * 1024

  /// Reads the first key of a PEM text, or DER.
  static func read(_ bytes: [UInt8]) throws(KeyError) -> Key {
    guard bytes.count <= mostBytes else { throw KeyError(message: "the key is larger than \(mostBytes) bytes") }
    if bytes.first == 0x30 { return try readDER(bytes) }
    guard let block = try firstBlock(of: String(decoding: bytes, as: UTF8.self)) else {
      throw KeyError(
        message: "the key is neither PEM (a text with a line -----BEGIN …-----) nor DER; check that it came whole")
    }
    switch block.label {
    case "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY": return .secret(try PrivateKey(der: block.der))
    case "PUBLIC KEY", "RSA PUBLIC KEY": return .open(try PublicKey(der: block.der))
    case "CERTIFICATE": return .open(try certificate(block.der))
    case "OPENSSH PRIVATE KEY":
      throw KeyError(message: "the key is in OpenSSH's format; convert it with: ssh-keygen -p -m PKCS8 -f FILE")
    default: throw KeyError(message: "\"\(block.label.prefix(60))\" is no kind of key that is supported")
    }
  }

  private static func readDER(_ der: [UInt8]) throws(KeyError) -> Key {
    if let key = try? PrivateKey(der: der) { return .secret(key) }
    if let key = try? certificate(der) { return .open(key) }
    return .open(try PublicKey(der: der))
  }

  private static func certificate(_ der: [UInt8]) throws(KeyError) -> PublicKey {
    guard let info = CertificateReader.publicKeyInfo(of: der) else {
      throw KeyError(message: "the certificate cannot be read")
    }
    return try PublicKey(der: info)
  }

  // PEM ------------------------------------------------------------------------------------------------------------

  private static func firstBlock(of text: String) throws(KeyError) -> (label: String, der: [UInt8])? {
    var label: Substring?
    var content: [UInt8] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if let begun = line.between("-----BEGIN ", "-----") {
        // `openssl ecparam` writes the curve in a block of its own before the key, which names it again.
        label = begun == "EC PARAMETERS" ? nil : begun
        content = []
      } else if let open = label {
        if line.between("-----END ", "-----") != nil { return (String(open), try decoded(content)) }
        if line.hasPrefix("Proc-Type:") || open == "ENCRYPTED PRIVATE KEY" {
          throw KeyError(message: "the private key is encrypted; decrypt it with: openssl pkey -in FILE")
        }
        content += line.utf8
      }
    }
    if label != nil { throw KeyError(message: "the key is cut: there is no line -----END …-----") }
    return nil
  }

  private static func decoded(_ content: [UInt8]) throws(KeyError) -> [UInt8] {
    guard let der = Base64.decode(content) else { throw KeyError(message: "the key is no Base64 between its lines") }
    return der
  }

  /// Lines of 64 characters, as RFC 7468 has them.
  static func pem(_ label: String, _ der: [UInt8]) -> String {
    let text = Array(Base64.encode(der).utf8)
    let lines = stride(from: 0, to: text.count, by: 64).map {
      String(decoding: text[$0..<min($0 + 64, text.count)], as: UTF8.self)
    }
    return "-----BEGIN \(label)-----\n" + lines.joined(separator: "\n") + "\n-----END \(label)-----\n"
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return self[...last].drop { $0.isWhitespace }
  }

  fileprivate func between(_ start: String, _ end: String) -> Substring? {
    guard hasPrefix(start), hasSuffix(end), count >= start.count + end.count else { return nil }
    return dropFirst(start.count).dropLast(end.count)
  }
}
