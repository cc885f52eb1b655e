/// The query of a request, as its signature covers it.
enum AWSCanonicalQuery {
  private struct Parameter: Comparable {
    var name: [UInt8]
    var value: [UInt8]

    static func < (left: Parameter, right: Parameter) -> Bool {
      left.name == right.name
        ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
    }
  }

  /// Adds the parameters, each encoded as AWS does and then sorted. A `+` is a space there.
  static func append(_ query: String, to text: inout [UInt8]) {
    guard !query.isEmpty else { return }
    var parameters: [Parameter] = []
    for part in query.utf8.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let value = equals < part.endIndex ? part[part.index(after: equals)...] : part[part.endIndex...]
      parameters.append(Parameter(name: encoded(part[..<equals]), value: encoded(value)))
    }
    parameters.sort()
    for (index, parameter) in parameters.enumerated() {
      if index > 0 { text.append(UInt8(ascii: "&")) }
      text += parameter.name
      text.append(UInt8(ascii: "="))
      text += parameter.value
    }
  }

  private static func encoded(_ part: Substring.UTF8View) -> [UInt8] {
    var text = [UInt8]()
    var rest = part
    while let byte = rest.popFirst() {
      let byte = byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : AWSURIEncoding.decoded(byte, &rest)
      AWSURIEncoding.append(byte, to: &text)
    }
    return text
  }
}
