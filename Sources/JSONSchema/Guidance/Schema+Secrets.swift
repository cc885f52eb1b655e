extension Node {
  /// Whether its value is never to be shown.
  var isSecret: Bool { annotation("format") == "password" || annotation("writeOnly") == true }
}

extension Schema {
  /// Where a value has secrets: values whose schema has `"format": "password"` or `"writeOnly": true`.
  ///
  /// Every branch of `anyOf`, `oneOf` and conditions counts, whether the value fits or not: rather one value too many
  /// is hidden than one too few. Values inside a secret are not listed.
  public func secretLocations(in instance: JSONValue) -> [JSONPointer] {
    let walk = SchemaWalk(schema: self)
    guard program.nodes.contains(where: \.isSecret) else { return [] }
    var found: [JSONPointer] = []
    func visit(_ value: JSONValue, _ roots: [Int], _ location: JSONPointer) {
      let nodes = walk.inPlace(roots, value, .all)
      if nodes.contains(where: { program.nodes[$0].isSecret }) {
        found.append(location)
        return
      }
      if nodes.isEmpty { return }
      switch value {
      case .object(let object):
        for (key, member) in object { visit(member, walk.step(nodes, token: key), location.appending(key)) }
      case .array(let items):
        for (place, item) in items.enumerated() {
          visit(item, walk.step(nodes, token: String(place)), location.appending(place))
        }
      default: break
      }
    }
    visit(instance, [program.root], JSONPointer())
    return found
  }
}
