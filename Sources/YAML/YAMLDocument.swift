import CYAML
public import JSONSchema

/// Reads a YAML document (YAML 1.2.2, as libyaml reads it) as the JSON value that it stands for.
///
/// ```swift
/// let config = try YAMLDocument.value(of: Array("regions: [eu-west-1]".utf8))
/// ```
public enum YAMLDocument {
  /// How many values an expansion of aliases may have: a few lines can stand for billions.
  static let mostValues = 1_000_000

  /// The value of the first document; null for an empty text. Plain scalars follow the core schema: `on` is a text.
  /// - Throws: ``YAMLError`` for what is no YAML, what JSON cannot hold (a key that is no scalar), a key that is there
  ///   twice, and aliases that expand without end or beyond a million values.
  public static func value(of bytes: [UInt8]) throws(YAMLError) -> JSONValue {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError(message: "there is no memory for a parser") }
    defer { yaml_parser_delete(&parser) }
    let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, YAMLError> in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(YAMLError) { return .success(try load(&parser)) } catch { return .failure(error) }
    }
    return try outcome.get()
  }

  private static func load(_ parser: inout yaml_parser_t) throws(YAMLError) -> JSONValue {
    var document = yaml_document_t()
    guard yaml_parser_load(&parser, &document) == 1 else { throw fault(of: parser) }
    defer { yaml_document_delete(&document) }
    guard let root = yaml_document_get_root_node(&document) else { return .null }
    var reader = YAMLNodeReader(document)
    return try reader.value(of: root, depth: 0)
  }

  private static func fault(of parser: yaml_parser_t) -> YAMLError {
    let problem = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
    if parser.error == YAML_READER_ERROR {
      return YAMLError(message: "\(problem), at byte \(parser.problem_offset)")
    }
    let context = parser.context.map { String(cString: $0) + ": " } ?? ""
    return YAMLError(
      message: context + problem, line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
  }
}

/// Turns the nodes of a document into values. Aliases are nodes that several others lead to.
struct YAMLNodeReader {
  private static let deepest = 500

  private var document: yaml_document_t
  private var count = 0

  init(_ document: yaml_document_t) { self.document = document }

  mutating func value(of node: UnsafeMutablePointer<yaml_node_t>, depth: Int) throws(YAMLError) -> JSONValue {
    count += 1
    guard count <= YAMLDocument.mostValues else {
      throw fault("its aliases stand for more than \(YAMLDocument.mostValues) values", node)
    }
    guard depth < Self.deepest else { throw fault("it is nested deeper than \(Self.deepest) levels", node) }
    switch node.pointee.type {
    case YAML_SCALAR_NODE: return scalar(node)
    case YAML_SEQUENCE_NODE: return try sequence(node, depth)
    case YAML_MAPPING_NODE: return try mapping(node, depth)
    default: return .null
    }
  }

  private func scalar(_ node: UnsafeMutablePointer<yaml_node_t>) -> JSONValue {
    let scalar = node.pointee.data.scalar
    let text = text(of: node)
    let tag = node.pointee.tag.map { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) } ?? ""
    // libyaml gives every scalar without a tag that of a text.
    guard tag == "tag:yaml.org,2002:str", scalar.style == YAML_PLAIN_SCALAR_STYLE else {
      return tag == "tag:yaml.org,2002:int" || tag == "tag:yaml.org,2002:float" || tag == "tag:yaml.org,2002:bool"
        || tag == "tag:yaml.org,2002:null" ? YAMLScalar.value(of: text) : .string(text)
    }
    return YAMLScalar.value(of: text)
  }

  private func text(of node: UnsafeMutablePointer<yaml_node_t>) -> String {
    let scalar = node.pointee.data.scalar
    return String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
  }

  private mutating func sequence(
    _ node: UnsafeMutablePointer<yaml_node_t>, _ depth: Int
  ) throws(YAMLError) -> JSONValue {
    var items: [JSONValue] = []
    let range = node.pointee.data.sequence.items
    var item = range.start
    while let current = item, current != range.top {
      items.append(try value(at: current.pointee, depth: depth + 1))
      item = current + 1
    }
    return .array(items)
  }

  private mutating func mapping(
    _ node: UnsafeMutablePointer<yaml_node_t>, _ depth: Int
  ) throws(YAMLError) -> JSONValue {
    var object = JSONObject()
    let range = node.pointee.data.mapping.pairs
    var pair = range.start
    while let current = pair, current != range.top {
      guard let key = yaml_document_get_node(&document, current.pointee.key) else { break }
      guard key.pointee.type == YAML_SCALAR_NODE else { throw fault("a key must be a text", key) }
      let name = text(of: key)
      guard object[name] == nil else { throw fault("the key \"\(name)\" is there twice", key) }
      object[name] = try value(at: current.pointee.value, depth: depth + 1)
      pair = current + 1
    }
    return .object(object)
  }

  private mutating func value(at index: Int32, depth: Int) throws(YAMLError) -> JSONValue {
    guard let node = yaml_document_get_node(&document, index) else { return .null }
    return try value(of: node, depth: depth)
  }

  private func fault(_ text: String, _ node: UnsafeMutablePointer<yaml_node_t>) -> YAMLError {
    let mark = node.pointee.start_mark
    return YAMLError(message: text, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
