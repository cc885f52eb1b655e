/// The path of a request, as its signature covers it.
enum AWSCanonicalPath {
  private static let slash = UInt8(ascii: "/")

  static func append(_ path: String, keepingIt keeps: Bool, to text: inout [UInt8]) {
    if keeps {
      appendOnceEncoded(path, to: &text)
    } else {
      AWSURIEncoding.append(normalised(path), keeping: slash, to: &text)
    }
  }

  /// Each byte as S3 encodes it, whether it is sent so or not: `/a!%2fb` is `/a%21%2Fb`.
  private static func appendOnceEncoded(_ path: String, to text: inout [UInt8]) {
    if path.isEmpty { text.append(slash) }
    var rest = path.utf8[...]
    while let byte = rest.popFirst() {
      if byte == slash {
        text.append(slash)
      } else {
        AWSURIEncoding.append(AWSURIEncoding.decoded(byte, &rest), to: &text)
      }
    }
  }

  /// Without empty segments, "." and ".." (RFC 3986 §5.2.4, and repeated slashes are one).
  private static func normalised(_ path: String) -> [UInt8] {
    var kept: [Substring.UTF8View] = []
    for segment in path.utf8.split(separator: slash) {
      if segment.elementsEqual("..".utf8) {
        _ = kept.popLast()
      } else if !segment.elementsEqual(".".utf8) {
        kept.append(segment)
      }
    }
    var bytes = [UInt8]()
    for segment in kept {
      bytes.append(slash)
      bytes += segment
    }
    let endsOpen = ["/", "/.", "/.."].contains { path.hasSuffix($0) }
    if bytes.isEmpty || endsOpen { bytes.append(slash) }
    return bytes
  }
}
