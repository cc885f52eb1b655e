import JSONSchema

/// Turns events into values. Anchors are looked up by hash: libyaml's own composer searches them one by one.
struct YAMLComposer {
  private typealias Event = YAMLEvents.Event

  /// What a value costs where an alias repeats it.
  private struct Size {
    var values = 1
    var bytes = 0

    static func += (left: inout Size, right: Size) {
      left.values += right.values
      left.bytes += right.bytes
    }
  }

  private struct Anchored {
    var value: JSONValue
    var size: Size
  }

  private static let chargeStep = 64 * 1024
  /// About what a value takes besides its text, in all the forms that it goes through.
  private static let bytesOfValue = 128
  /// About what a copy of a value takes, in JSON.
  private static let bytesOfCopy = 4

  private let events: YAMLEvents
  private let charge: (Int) -> Bool
  private var paid = 0
  /// Nil for an anchor whose value is not complete.
  private var anchors: [String: Anchored?] = [:]
  private var aliased = Size(values: 0, bytes: 0)

  init(_ events: YAMLEvents, charge: @escaping (Int) -> Bool) {
    self.events = events
    self.charge = charge
  }

  /// All documents, or the one that there must be.
  mutating func documents(isOne: Bool) throws(YAMLError) -> [JSONValue] {
    var values: [JSONValue] = []
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd: return values
      case .documentStart:
        guard !isOne || values.isEmpty else { throw Self.fault("there is a second document", event) }
        anchors = [:]
        values.append(try value(try events.next(), depth: 0).value)
      default: continue
      }
    }
  }

  private mutating func value(_ event: Event, depth: Int) throws(YAMLError) -> Anchored {
    guard depth < YAMLDocument.deepest else {
      throw Self.fault("it is nested deeper than \(YAMLDocument.deepest) levels", event)
    }
    if case .alias(let name) = event.kind { return try alias(name, event) }
    if let anchor = event.anchor { anchors[anchor] = .some(nil) }
    let made: Anchored
    switch event.kind {
    case .scalar(let text, let tag, let isPlain):
      try pay(text.utf8.count, event)
      made = Anchored(
        value: YAMLScalar.value(of: text, tag: tag, isPlain: isPlain), size: Size(bytes: text.utf8.count))
    case .sequenceStart: made = try sequence(event, depth)
    case .mappingStart: made = try mapping(event, depth)
    default: throw Self.fault("a value is missing", event)
    }
    if let anchor = event.anchor { anchors[anchor] = made }
    return made
  }

  private mutating func alias(_ name: String, _ event: Event) throws(YAMLError) -> Anchored {
    guard let known = anchors[name] else { throw Self.fault("found undefined alias *\(name)", event) }
    guard let anchored = known else { throw Self.fault("the alias *\(name) is inside what it stands for", event) }
    aliased += anchored.size
    guard aliased.values <= YAMLDocument.mostAliased, aliased.bytes <= YAMLDocument.mostAliasedBytes else {
      throw Self.fault(
        "its aliases stand for more than \(YAMLDocument.mostAliased) values, or \(YAMLDocument.mostAliasedBytes) bytes",
        event)
    }
    // The values are shared; what they become is not.
    try pay(anchored.size.bytes + anchored.size.values * Self.bytesOfCopy, event)
    return anchored
  }

  private mutating func sequence(_ start: Event, _ depth: Int) throws(YAMLError) -> Anchored {
    try pay(0, start)
    var items: [JSONValue] = []
    var size = Size()
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { return Anchored(value: .array(items), size: size) }
      let item = try value(event, depth: depth + 1)
      items.append(item.value)
      size += item.size
    }
  }

  // Mappings -------------------------------------------------------------------------------------------------------

  private mutating func mapping(_ start: Event, _ depth: Int) throws(YAMLError) -> Anchored {
    try pay(0, start)
    var object = JSONObject()
    var merged: [JSONObject]?
    var size = Size()
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { break }
      let key = try key(event)
      if key.isMerge {
        guard merged == nil else { throw Self.fault("the key << is there twice; give it a list", event) }
        let place = try events.next()
        let source = try value(place, depth: depth + 1)
        merged = try Self.objects(in: source.value, place)
        size += source.size
        continue
      }
      guard object[key.name] == nil else { throw Self.fault("the key \"\(key.name)\" is there twice", event) }
      let member = try value(try events.next(), depth: depth + 1)
      object[key.name] = member.value
      size += member.size
      size.bytes += key.name.utf8.count
    }
    for source in merged ?? [] {
      for (key, value) in source where object[key] == nil { object[key] = value }
    }
    return Anchored(value: .object(object), size: size)
  }

  /// A key's text, and whether it is the plain `<<` that merges.
  private mutating func key(_ event: Event) throws(YAMLError) -> (name: String, isMerge: Bool) {
    switch event.kind {
    case .scalar(let text, let tag, let isPlain):
      try pay(text.utf8.count, event)
      if let anchor = event.anchor {
        anchors[anchor] = Anchored(
          value: YAMLScalar.value(of: text, tag: tag, isPlain: isPlain), size: Size(bytes: text.utf8.count))
      }
      return (text, text == "<<" && isPlain && tag == nil)
    case .alias(let name):
      guard case .string(let text) = try alias(name, event).value else { break }
      return (text, false)
    default: break
    }
    throw Self.fault("a key must be a text", event)
  }

  private static func objects(in value: JSONValue, _ event: Event) throws(YAMLError) -> [JSONObject] {
    switch value {
    case .object(let object): return [object]
    case .array(let items):
      var objects: [JSONObject] = []
      for item in items {
        guard case .object(let object) = item else { throw fault("<< merges mappings, and lists of them only", event) }
        objects.append(object)
      }
      return objects
    default: throw fault("<< merges mappings, and lists of them only", event)
    }
  }

  // Costs and faults -----------------------------------------------------------------------------------------------

  private mutating func pay(_ text: Int, _ event: Event) throws(YAMLError) {
    let cost = Self.bytesOfValue + text * 3
    if cost > paid {
      let more = max(cost, Self.chargeStep)
      guard charge(more) else { throw YAMLError(message: "the text needs more memory than there is", isMemory: true) }
      paid += more
    }
    paid -= cost
  }

  private static func fault(_ text: String, _ event: Event) -> YAMLError {
    YAMLError(message: text, line: event.line, column: event.column)
  }
}
