extension XMLTree {
  /// The document as JSON: each element `{"name":…,"attributes":{…},"children":[…]}`, the last only where there are
  /// children; texts are strings.
  /// - Parameter stripsPrefixes: whether `s:Body` is called `Body`. Attributes keep theirs.
  /// - Throws: ``XMLError`` of code `memory`.
  public func document(stripsPrefixes: Bool = false) throws(XMLError) -> [UInt8] {
    var writer = DocumentWriter(tree: self, stripsPrefixes: stripsPrefixes)
    if !nodes.isEmpty { writer.write(0) }
    return try writer.json.finished()
  }

  /// A name, its prefix taken off where that is asked for.
  func name(_ index: Int32, stripped: Bool) -> ArraySlice<UInt8> {
    let name = names[index]
    guard stripped, let colon = name.firstIndex(of: UInt8(ascii: ":")), colon + 1 < name.endIndex else { return name }
    return name[(colon + 1)...]
  }
}

extension JSONText {
  func finished() throws(XMLError) -> [UInt8] {
    if isFull { throw XMLError(code: .memory, message: "the document needs more memory than there is") }
    return bytes
  }
}

private struct DocumentWriter {
  let tree: XMLTree
  let stripsPrefixes: Bool
  var json: JSONText

  init(tree: XMLTree, stripsPrefixes: Bool) {
    self.tree = tree
    self.stripsPrefixes = stripsPrefixes
    json = JSONText(tree.budget)
  }

  /// As deep as the tree, which is bounded.
  mutating func write(_ index: Int32) {
    let node = tree.nodes[Int(index)]
    guard !node.isText else { return json.writeString(tree.text[node.text]) }
    json.write("{\"name\":")
    json.writeString(tree.name(node.name, stripped: stripsPrefixes))
    json.write(",\"attributes\":{")
    for attribute in tree.attributes[Int(node.attributes.lowerBound)..<Int(node.attributes.upperBound)] {
      if json.bytes.last != UInt8(ascii: "{") { json.write(UInt8(ascii: ",")) }
      json.writeString(tree.names[attribute.name])
      json.write(UInt8(ascii: ":"))
      json.writeString(tree.text[attribute.value])
    }
    json.write(UInt8(ascii: "}"))
    if node.first >= 0 { writeChildren(of: node) }
    json.write(UInt8(ascii: "}"))
  }

  private mutating func writeChildren(of node: XMLTree.Node) {
    json.write(",\"children\":[")
    var child = node.first
    while child >= 0, !json.isFull {
      if child != node.first { json.write(UInt8(ascii: ",")) }
      write(child)
      child = tree.nodes[Int(child)].next
    }
    json.write(UInt8(ascii: "]"))
  }
}
