import CExpat

/// Runs expat over a document and builds the tree. The whole text is given to it at once, so that no token is read twice.
final class ExpatParser {
  private static let mostBytes = 1 << 30

  private var tree: XMLTree
  private let parser: OpaquePointer
  /// The open elements, with the last child that each has so far.
  private var open: [(node: Int32, last: Int32)] = []
  private var fault: XMLError?

  init(_ tree: XMLTree) throws(XMLError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw XMLError(code: .memory, message: "there is no memory for a parser")
    }
    self.parser = parser
    self.tree = tree
  }

  deinit { XML_ParserFree(parser) }

  func parse(_ bytes: [UInt8]) throws(XMLError) -> XMLTree {
    guard bytes.count <= Self.mostBytes, tree.budget.take(bytes.count) else { throw noRoom }
    setHandlers()
    let status = bytes.withUnsafeBytes { raw in
      XML_Parse(parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), 1)
    }
    if let fault { throw fault }
    guard status == XML_STATUS_OK else { throw expatFault }
    return tree
  }

  private func setHandlers() {
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { of($0)?.start($1, $2) }, { data, _ in of(data)?.end() })
    XML_SetCharacterDataHandler(parser) { of($0)?.characters($1, $2) }
    XML_SetEntityDeclHandler(parser) { data, name, _, _, _, _, _, _, _ in
      of(data)?.refuse("the document type declares the entity \"\(text(name))\"; entities are not expanded, for safety")
    }
    XML_SetSkippedEntityHandler(parser) { data, name, _ in
      of(data)?.refuse("the entity \"\(text(name))\" is not defined in the document, and nothing else is loaded")
    }
    XML_SetAttlistDeclHandler(parser) { data, element, _, _, _, _ in
      of(data)?.refuse("the document type declares attributes of <\(text(element))>; such declarations are not read")
    }
  }

  // Events ---------------------------------------------------------------------------------------------------------

  private func start(_ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
    guard fault == nil, let name = bytes(of: name) else { return }
    guard open.count < XMLTree.deepest else {
      return refuse("elements are nested deeper than \(XMLTree.deepest) levels")
    }
    var node = XMLTree.Node(name: tree.names.number(of: name))
    if let pairs, pairs[0] != nil { node.attributes = attributes(pairs) }
    guard fault == nil, let index = append(node, cost: name.count) else { return }
    open.append((index, -1))
  }

  private func attributes(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Range<Int32> {
    let first = tree.attributes.count
    var at = 0
    while let name = bytes(of: pairs[at]), let value = bytes(of: pairs[at + 1]) {
      guard tree.budget.take(name.count + value.count + MemoryLayout<XMLTree.Attribute>.stride * 2) else {
        end(with: noRoom)
        break
      }
      let start = tree.text.count
      tree.text.append(contentsOf: value)
      tree.attributes.append(
        XMLTree.Attribute(name: tree.names.number(of: name), value: start..<start + value.count))
      at += 2
    }
    return Int32(first)..<Int32(tree.attributes.count)
  }

  private func end() {
    if fault == nil { open.removeLast() }
  }

  private func characters(_ start: UnsafePointer<CChar>?, _ count: Int32) {
    guard fault == nil, let start, let parent = open.last else { return }
    guard tree.budget.take(Int(count)) else { return end(with: noRoom) }
    let from = tree.text.count
    start.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
      tree.text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    if parent.last >= 0, tree.nodes[Int(parent.last)].isText {
      tree.nodes[Int(parent.last)].text = tree.nodes[Int(parent.last)].text.lowerBound..<tree.text.count
    } else {
      _ = append(XMLTree.Node(name: -1, text: from..<tree.text.count), cost: 0)
    }
  }

  /// Adds a child to the innermost open element; nil where there is no room.
  private func append(_ node: XMLTree.Node, cost: Int) -> Int32? {
    // Twice: arrays double when they grow.
    guard tree.budget.take(cost + MemoryLayout<XMLTree.Node>.stride * 2) else {
      end(with: noRoom)
      return nil
    }
    let index = Int32(tree.nodes.count)
    tree.nodes.append(node)
    if let parent = open.last {
      if parent.last >= 0 {
        tree.nodes[Int(parent.last)].next = index
      } else {
        tree.nodes[Int(parent.node)].first = index
      }
      open[open.count - 1].last = index
    }
    return index
  }

  // Faults ---------------------------------------------------------------------------------------------------------

  private var noRoom: XMLError {
    XMLError(code: .memory, message: "the document needs more memory than there is")
  }

  private var line: Int { Int(XML_GetCurrentLineNumber(parser)) }
  private var column: Int { Int(XML_GetCurrentColumnNumber(parser)) + 1 }

  fileprivate func refuse(_ message: String) {
    end(with: XMLError(code: .refused, message: message, line: line, column: column))
  }

  private func end(with fault: XMLError) {
    guard self.fault == nil else { return }
    self.fault = fault
    XML_StopParser(parser, XML_Bool(0))
  }

  private var expatFault: XMLError {
    let code = XML_GetErrorCode(parser)
    if code == XML_ERROR_NO_MEMORY { return noRoom }
    var message = XML_ErrorString(code).map { String(cString: $0) } ?? "the text cannot be read"
    if code == XML_ERROR_TAG_MISMATCH || code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN,
      let innermost = open.last
    {
      let name = String(decoding: tree.names[tree.nodes[Int(innermost.node)].name], as: UTF8.self)
      message += "; <\(name)> is open"
    }
    return XMLError(code: .malformed, message: message, line: line, column: column)
  }
}

private func of(_ data: UnsafeMutableRawPointer?) -> ExpatParser? {
  data.map { Unmanaged<ExpatParser>.fromOpaque($0).takeUnretainedValue() }
}

private func bytes(of string: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8>? {
  guard let string else { return nil }
  var count = 0
  while string[count] != 0 { count += 1 }
  return UnsafeBufferPointer(start: UnsafeRawPointer(string).assumingMemoryBound(to: UInt8.self), count: count)
}

private func text(_ string: UnsafePointer<CChar>?) -> String { string.map { String(cString: $0) } ?? "" }
