/// Parses an ECMA-262 regular expression as with its `u` flag.
///
/// With `isLenient` it also takes what only the web's legacy grammar (Annex B of ECMA-262) allows: an escape that
/// escapes nothing, such as `\_`, and a lone `]`, `{` or `}`. Schemas in the wild have these.
struct RegexParser {
  let scalars: [UInt32]
  let isLenient: Bool
  var position = 0
  var captureCount = 0
  private var depth = 0
  private var names: [String: Int] = [:]
  private var highestBackreference = 0

  init(_ text: String, isLenient: Bool) {
    scalars = text.unicodeScalars.map(\.value)
    self.isLenient = isLenient
    names = Self.findNames(in: scalars)
  }

  mutating func parse() throws(RegexError) -> RegexNode {
    if hasDuplicateName { throw fault("two groups have the same name") }
    let node = try parseAlternatives()
    if position < scalars.count { throw fault("there is a `)` without its `(`") }
    if highestBackreference > captureCount { throw fault("a back-reference names a group that is not there") }
    return node
  }

  func fault(_ reason: String, at offset: Int? = nil) -> RegexError {
    RegexError(offset: offset ?? position, reason: reason)
  }

  var current: UInt32? { position < scalars.count ? scalars[position] : nil }

  func isNext(_ text: StaticString) -> Bool {
    var offset = position
    for index in 0..<text.utf8CodeUnitCount {
      guard offset < scalars.count, scalars[offset] == UInt32(text.utf8Start[index]) else { return false }
      offset += 1
    }
    return true
  }

  mutating func skip(_ text: StaticString) -> Bool {
    guard isNext(text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  private mutating func parseAlternatives() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    if depth > 250 { throw fault("groups are nested too deep") }
    var branches = [try parseSequence()]
    while skip("|") { branches.append(try parseSequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func parseSequence() throws(RegexError) -> RegexNode {
    var parts: [RegexNode] = []
    while let scalar = current, scalar != 0x7C, scalar != 0x29 { parts.append(try parseTerm()) }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func parseTerm() throws(RegexError) -> RegexNode {
    if skip("^") { return .assertion(.start) }
    if skip("$") { return .assertion(.end) }
    if skip("\\b") { return .assertion(.wordBoundary) }
    if skip("\\B") { return .assertion(.noWordBoundary) }
    if skip("(?=") { return try quantifyLegacy(.look(try parseGroupBody(), isBehind: false, isNegated: false)) }
    if skip("(?!") { return try quantifyLegacy(.look(try parseGroupBody(), isBehind: false, isNegated: true)) }
    if skip("(?<=") { return .look(try parseGroupBody(), isBehind: true, isNegated: false) }
    if skip("(?<!") { return .look(try parseGroupBody(), isBehind: true, isNegated: true) }
    return try quantify(try parseAtom())
  }

  private mutating func quantifyLegacy(_ node: RegexNode) throws(RegexError) -> RegexNode {
    isLenient ? try quantify(node) : node
  }

  private mutating func parseGroupBody() throws(RegexError) -> RegexNode {
    let start = position
    let node = try parseAlternatives()
    guard skip(")") else { throw fault("the group is not closed with `)`", at: start) }
    return node
  }

  private mutating func parseAtom() throws(RegexError) -> RegexNode {
    guard let scalar = current else { throw fault("the expression ends too early") }
    switch scalar {
    case 0x2E:  // .
      position += 1
      return .set(.any)
    case 0x28: return try parseGroup()
    case 0x5B: return .set(try parseClass())
    case 0x5C: return try parseAtomEscape()
    case 0x2A, 0x2B, 0x3F: throw fault("there is nothing to repeat")
    case 0x7B, 0x7D, 0x5D:
      if !isLenient { throw fault("`\(Character(Unicode.Scalar(scalar) ?? "?"))` must be escaped") }
      if scalar == 0x7B, try parseBraces() != nil { throw fault("there is nothing to repeat") }
    default: break
    }
    position += 1
    return .scalar(scalar)
  }

  private mutating func parseGroup() throws(RegexError) -> RegexNode {
    if skip("(?:") { return try parseGroupBody() }
    if skip("(?<") {
      _ = try parseGroupName()
    } else {
      position += 1
      if current == 0x3F { throw fault("an unknown kind of group") }
    }
    captureCount += 1
    let index = captureCount
    return .capture(try parseGroupBody(), index: index)
  }

  mutating func parseGroupName() throws(RegexError) -> String {
    let start = position
    var name = ""
    while let scalar = current, scalar != 0x3E {
      position += 1
      guard let scalar = Unicode.Scalar(scalar) else { continue }
      let isFirst = name.isEmpty
      let isAllowed =
        scalar == "$" || scalar == "_"
        || (isFirst ? scalar.properties.isIDStart : scalar.properties.isIDContinue || scalar == "\u{200C}")
      guard isAllowed else { throw fault("the name of a group has a character that a name cannot have", at: start) }
      name.unicodeScalars.append(scalar)
    }
    guard skip(">"), !name.isEmpty else { throw fault("the name of a group is not complete", at: start) }
    return name
  }

  mutating func backreference(named name: String, at offset: Int) throws(RegexError) -> RegexNode {
    guard let index = names[name] else { throw fault("no group has the name \(name)", at: offset) }
    return .backreference(index)
  }

  mutating func backreference(_ index: Int) -> RegexNode {
    highestBackreference = max(highestBackreference, index)
    return .backreference(index)
  }

  var hasNamedGroups: Bool { !names.isEmpty }

  private mutating func quantify(_ node: RegexNode) throws(RegexError) -> RegexNode {
    let start = position
    let bounds: (Int, Int?)
    switch current {
    case 0x2A: bounds = (0, nil)
    case 0x2B: bounds = (1, nil)
    case 0x3F: bounds = (0, 1)
    case 0x7B:
      guard let braces = try parseBraces() else {
        if isLenient { return node }
        throw fault("`{` must be escaped, or hold a number of repetitions")
      }
      bounds = braces
      position -= 1
    default: return node
    }
    position += 1
    if let maximum = bounds.1, maximum < bounds.0 {
      throw fault("the numbers of repetitions are in the wrong order", at: start)
    }
    return .repetition(node, minimum: bounds.0, maximum: bounds.1, isLazy: skip("?"))
  }

  /// Reads `{n}`, `{n,}` or `{n,m}`; nil, with the position kept, where it is none.
  private mutating func parseBraces() throws(RegexError) -> (Int, Int?)? {
    let start = position
    position += 1
    if let minimum = parseNumber() {
      if skip("}") { return (minimum, minimum) }
      if skip(",") {
        if skip("}") { return (minimum, nil) }
        if let maximum = parseNumber(), skip("}") { return (minimum, maximum) }
      }
    }
    position = start
    return nil
  }

  mutating func parseNumber() -> Int? {
    var value: Int?
    while let digit = current, (0x30...0x39).contains(digit) {
      value = min((value ?? 0) * 10 + Int(digit - 0x30), 1 << 30)
      position += 1
    }
    return value
  }

  /// The names of groups with their numbers, found before the parse: a back-reference may come first.
  private static func findNames(in scalars: [UInt32]) -> [String: Int] {
    var names: [String: Int] = [:]
    var count = 0
    var inClass = false
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case 0x5C: index += 1
      case 0x5B: inClass = true
      case 0x5D: inClass = false
      case 0x28 where !inClass:
        let next = index + 1 < scalars.count ? scalars[index + 1] : 0
        let kind = index + 2 < scalars.count ? scalars[index + 2] : 0
        let after = index + 3 < scalars.count ? scalars[index + 3] : 0
        if next != 0x3F {
          count += 1
        } else if kind == 0x3C, after != 0x3D, after != 0x21 {
          count += 1
          var name = ""
          for scalar in scalars[(index + 3)...].prefix(while: { $0 != 0x3E }) {
            if let scalar = Unicode.Scalar(scalar) { name.unicodeScalars.append(scalar) }
          }
          names[name] = names[name] == nil ? count : -1
        }
      default: break
      }
      index += 1
    }
    return names
  }

  private var hasDuplicateName: Bool { names.values.contains(-1) }
}
