extension XMLTree {
  /// How elements become tables.
  public struct TableOptions {
    /// Elements of these names are always in a list, also when there is one.
    public var lists: [[UInt8]] = []
    /// An element that holds elements of one of these names and nothing else is the list of them.
    public var items: [[UInt8]] = []
    /// Whether attributes are kept, as `@name`; declarations of namespaces never are.
    public var keepsAttributes = true
    /// Whether `s:Body` is called `Body`. Attributes keep theirs.
    public var stripsPrefixes = false
    /// Whether the root is the one member of an object, under its name.
    public var keepsRoot = false

    /// Attributes and prefixes kept, no lists.
    public init() {}
  }

  /// The content of the root as JSON: an element with elements or attributes is an object, one with text alone a string,
  /// elements of the same name a list. Text beside elements is under `#text`, without the space around it.
  /// - Throws: ``XMLError`` of code `memory`.
  public func table(_ options: TableOptions) throws(XMLError) -> [UInt8] {
    var writer = TableWriter(tree: self, options: options)
    if !nodes.isEmpty { writer.writeRoot() }
    return try writer.json.finished()
  }
}

private struct TableWriter {
  /// The children of one element that share a name.
  struct Group {
    var name: Int32
    var first: Int32
    var last: Int32
  }

  let tree: XMLTree
  let options: XMLTree.TableOptions
  var json: JSONText
  /// Number of a name → number of the name that is written: they differ where prefixes are stripped.
  private var written: [Int32] = []
  private var isList: [Bool]
  private var isItem: [Bool]
  private var isNamespace: [Bool] = []
  /// The groups of all elements that are being written; the innermost's are last.
  private var groups: [Group] = []
  /// Name → its group among the children that are being grouped, or -1.
  private var groupOf: [Int32]
  /// Node → the next child of the same parent and name, or -1.
  private var nextAlike: [Int32]

  init(tree: XMLTree, options: XMLTree.TableOptions) {
    self.tree = tree
    self.options = options
    json = JSONText(tree.budget)
    groupOf = [Int32](repeating: -1, count: tree.names.count)
    nextAlike = [Int32](repeating: -1, count: tree.nodes.count)
    isList = [Bool](repeating: false, count: tree.names.count)
    isItem = isList
    let lists = Set(options.lists), items = Set(options.items)
    var numbers: [[UInt8]: Int32] = [:]
    // Names differ until they lose their prefixes.
    let mayCoincide = options.stripsPrefixes && tree.names.hasPrefixes
    for number in 0..<Int32(tree.names.count) {
      let name = Array(tree.name(number, stripped: options.stripsPrefixes))
      isList[Int(number)] = lists.contains(name)
      isItem[Int(number)] = items.contains(name)
      isNamespace.append(XMLTree.isNamespace(tree.names[number]))
      written.append(mayCoincide ? numbers[name] ?? number : number)
      if mayCoincide { numbers[name] = written[Int(number)] }
    }
  }

  mutating func writeRoot() {
    guard options.keepsRoot else { return write(0) }
    json.write(UInt8(ascii: "{"))
    writeMember(Group(name: written[Int(tree.nodes[0].name)], first: 0, last: 0))
    json.write(UInt8(ascii: "}"))
  }

  /// As deep as the tree, which is bounded.
  mutating func write(_ index: Int32) {
    let node = tree.nodes[Int(index)]
    guard !json.isFull else { return }
    let base = groups.count
    group(childrenOf: node)
    defer { groups.removeLast(groups.count - base) }
    let hasAttributes = options.keepsAttributes && tree.attributes(of: node).contains { !isNamespace[Int($0.name)] }
    if groups.count == base, !hasAttributes { return writeText(of: node) }
    if groups.count == base + 1, !hasAttributes, isItem[Int(groups[base].name)], isBlank(node) {
      return writeList(groups[base])
    }
    json.write(UInt8(ascii: "{"))
    if hasAttributes { writeAttributes(of: node) }
    for index in base..<groups.count { writeMember(groups[index]) }
    if groups.count == base || !isBlank(node) { writeTextMember(of: node, trimmed: groups.count > base) }
    json.write(UInt8(ascii: "}"))
  }

  private mutating func group(childrenOf node: XMLTree.Node) {
    let base = groups.count
    var child = node.first
    while child >= 0 {
      let each = tree.nodes[Int(child)]
      if !each.isText {
        let name = written[Int(each.name)]
        let group = Int(groupOf[Int(name)])
        if group >= 0 {
          nextAlike[Int(groups[group].last)] = child
          groups[group].last = child
        } else {
          groupOf[Int(name)] = Int32(groups.count)
          groups.append(Group(name: name, first: child, last: child))
        }
      }
      child = each.next
    }
    for index in base..<groups.count { groupOf[Int(groups[index].name)] = -1 }
  }

  private mutating func separate() {
    if json.bytes.last != UInt8(ascii: "{") { json.write(UInt8(ascii: ",")) }
  }

  private mutating func writeAttributes(of node: XMLTree.Node) {
    for attribute in tree.attributes(of: node) where !isNamespace[Int(attribute.name)] {
      separate()
      json.writeString(tree.names[attribute.name], prefix: "@")
      json.write(UInt8(ascii: ":"))
      json.writeString(tree.text[attribute.value])
    }
  }

  private mutating func writeMember(_ group: Group) {
    separate()
    json.writeString(tree.name(group.name, stripped: options.stripsPrefixes))
    json.write(UInt8(ascii: ":"))
    if group.first != group.last || isList[Int(group.name)] { writeList(group) } else { write(group.first) }
  }

  private mutating func writeList(_ group: Group) {
    json.write(UInt8(ascii: "["))
    var item = group.first
    while item >= 0 {
      if item != group.first { json.write(UInt8(ascii: ",")) }
      write(item)
      item = nextAlike[Int(item)]
    }
    json.write(UInt8(ascii: "]"))
  }

  // Text -----------------------------------------------------------------------------------------------------------

  /// An element without elements has one text at most: comments do not part it.
  private mutating func writeText(of node: XMLTree.Node) {
    json.writeString(node.first >= 0 ? tree.text[tree.nodes[Int(node.first)].text] : [])
  }

  private mutating func writeTextMember(of node: XMLTree.Node, trimmed: Bool) {
    separate()
    json.write("\"#text\":")
    var all: [UInt8] = []
    var child = node.first
    while child >= 0 {
      all += tree.text[tree.nodes[Int(child)].text]
      child = tree.nodes[Int(child)].next
    }
    guard trimmed, let start = all.firstIndex(where: { !isSpace($0) }), let end = all.lastIndex(where: { !isSpace($0) })
    else { return json.writeString(all[...]) }
    json.writeString(all[start...end])
  }

  private func isBlank(_ node: XMLTree.Node) -> Bool {
    var child = node.first
    while child >= 0 {
      if !tree.text[tree.nodes[Int(child)].text].allSatisfy(isSpace) { return false }
      child = tree.nodes[Int(child)].next
    }
    return true
  }
}

extension XMLTree {
  fileprivate static func isNamespace(_ name: ArraySlice<UInt8>) -> Bool {
    name.elementsEqual("xmlns".utf8) || name.starts(with: "xmlns:".utf8)
  }

  fileprivate func attributes(of node: Node) -> ArraySlice<Attribute> {
    attributes[Int(node.attributes.lowerBound)..<Int(node.attributes.upperBound)]
  }
}

/// White space as XML 1.0 §2.3 has it.
private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
