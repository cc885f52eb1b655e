/// A value of a JSON text, and where it stands.
struct JSONTextNode {
  enum Content {
    case object([Member])
    case array([JSONTextNode])
    case scalar
  }

  struct Member {
    var key: String
    var keyRange: Range<Int>
    var value: JSONTextNode
  }

  var range: Range<Int>
  var content: Content

  /// The ranges of what is in it, keys included; nil for a scalar.
  var children: [Range<Int>]? {
    switch content {
    case .object(let members): members.map { $0.keyRange.lowerBound..<$0.value.range.upperBound }
    case .array(let items): items.map(\.range)
    case .scalar: nil
    }
  }

  /// The value that a path of keys leads to; of a key that is there twice, the last.
  func find(_ path: some Collection<String>) -> JSONTextNode? {
    guard let key = path.first else { return self }
    guard case .object(let members) = content else { return nil }
    return members.last { $0.key == key }?.value.find(path.dropFirst())
  }
}
