import CYAML

/// The events of a text, one at a time. The text outlives it.
final class YAMLEvents {
  /// What a text is made of (YAML 1.2.2 §3.1), with its place.
  struct Event {
    enum Kind {
      case scalar(text: String, tag: String?, isPlain: Bool)
      case sequenceStart, sequenceEnd, mappingStart, mappingEnd
      case alias(String)
      case documentStart, documentEnd, streamEnd, other
    }

    var kind: Kind
    var anchor: String?
    /// From 1.
    var line: Int
    var column: Int
  }

  private var parser = yaml_parser_t()

  init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) {
    guard yaml_parser_initialize(&parser) == 1 else { throw YAMLError(message: "there is no memory for a parser") }
    yaml_parser_set_input_string(&parser, text.baseAddress, text.count)
  }

  deinit { yaml_parser_delete(&parser) }

  /// The next event; after the end of the stream there is none to ask for.
  func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else { throw fault }
    defer { yaml_event_delete(&event) }
    let (kind, anchor) = Self.read(event)
    return Event(
      kind: kind, anchor: anchor, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
  }

  private static func read(_ event: yaml_event_t) -> (Event.Kind, String?) {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return (
        .scalar(
          text: String(decoding: bytes, as: UTF8.self), tag: text(scalar.tag),
          isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), text(scalar.anchor)
      )
    case YAML_SEQUENCE_START_EVENT: return (.sequenceStart, text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT: return (.mappingStart, text(event.data.mapping_start.anchor))
    case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, nil)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, nil)
    case YAML_ALIAS_EVENT: return (.alias(text(event.data.alias.anchor) ?? ""), nil)
    case YAML_DOCUMENT_START_EVENT: return (.documentStart, nil)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, nil)
    case YAML_STREAM_END_EVENT: return (.streamEnd, nil)
    default: return (.other, nil)
    }
  }

  private static func text(_ string: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    string.map { String(cString: $0) }
  }

  private var fault: YAMLError {
    let problem = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
    if parser.error == YAML_READER_ERROR {
      return YAMLError(message: "\(problem), at byte \(parser.problem_offset)")
    }
    let context = parser.context.map { String(cString: $0) + ": " } ?? ""
    return YAMLError(
      message: context + problem, line: Int(parser.problem_mark.line) + 1, column: Int(parser.problem_mark.column) + 1)
  }
}
