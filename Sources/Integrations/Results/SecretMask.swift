import JSONSchema

/// Hides the values of secrets wherever they turn up: in text, and in the texts, numbers and keys of JSON.
package struct SecretMask: Sendable {
  package static let mask = "••••"

  /// Longest first, so that a secret inside another leaves nothing of it; also as URLs, JSON and quoted Lua carry them.
  private let needles: [[UInt8]]
  /// Too short to be looked for inside words: hidden where they stand alone.
  private let words: [[UInt8]]

  package init(_ secrets: [String]) {
    var needles: Set<[UInt8]> = []
    var words: Set<[UInt8]> = []
    for secret in secrets where !secret.isEmpty {
      guard secret.utf8.count >= 4 else {
        words.insert(Array(secret.utf8))
        continue
      }
      needles.insert(Array(secret.utf8))
      needles.insert(Array(PercentEncoding.component(Array(secret.utf8)).utf8))
      // JSON, JSON inside of JSON, and string.format("%q").
      let quoted = Self.quoted(secret)
      needles.formUnion([quoted, Self.quoted(String(decoding: quoted, as: UTF8.self))])
      needles.insert(
        Array(secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\\n").utf8))
    }
    self.needles = needles.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
    self.words = words.sorted { $0.count == $1.count ? $0.lexicographicallyPrecedes($1) : $0.count > $1.count }
  }

  private var isEmpty: Bool { needles.isEmpty && words.isEmpty }

  package func apply(to text: String) -> String {
    guard !isEmpty, mayShow(text.utf8) else { return text }
    return String(decoding: apply(to: Array(text.utf8)), as: UTF8.self)
  }

  /// False where there is nothing to hide for sure: nearly always.
  private func mayShow(_ bytes: some Sequence<UInt8>) -> Bool {
    let isFound = bytes.withContiguousStorageIfAvailable { bytes in
      !words.isEmpty || needles.contains { Self.holds($0, in: bytes) }
    }
    return isFound ?? true
  }

  private static func holds(_ needle: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    needle.withUnsafeBufferPointer { needle in
      guard bytes.count >= needle.count else { return false }
      for start in 0...(bytes.count - needle.count) where bytes[start] == needle[0] {
        if bytes[start..<(start + needle.count)].elementsEqual(needle) { return true }
      }
      return false
    }
  }

  /// The same for bytes that need not be text.
  package func apply(to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for needle in needles { bytes = Self.replace(needle, in: bytes, wholeWords: false) }
    for word in words { bytes = Self.replace(word, in: bytes, wholeWords: true) }
    return bytes
  }

  func apply(to value: JSONValue) -> JSONValue {
    guard !isEmpty else { return value }
    switch value {
    case .string(let text): return .string(apply(to: text))
    case .number:
      let text = String(decoding: value.serialized(), as: UTF8.self)
      return (needles + words).contains(Array(text.utf8)) ? .string(Self.mask) : value
    case .array(let items): return .array(items.map { apply(to: $0) })
    case .object(var object):
      for (key, member) in object {
        let shown = apply(to: key)
        if shown != key { object[key] = nil }
        object[shown] = apply(to: member)
      }
      return .object(object)
    default: return value
    }
  }

  /// A result as it may be shown. Other tasks read the data as it is.
  func apply(to result: TaskResult) -> TaskResult {
    guard !isEmpty else { return result }
    var masked = result
    // Nothing hides in data that holds no secret, and no backslash behind which one could be.
    if let data = result.data, mayShow(data) || data.contains(UInt8(ascii: "\\")) {
      masked.data = apply(to: result.dataValue).serialized()
    }
    masked.resources = result.resources.map { resource in
      var resource = resource
      resource.id = apply(to: resource.id)
      resource.name = resource.name.map { apply(to: $0) }
      resource.type = resource.type.map { apply(to: $0) }
      resource.message = resource.message.map { apply(to: $0) }
      resource.data = resource.data.map { apply(to: $0) }
      return resource
    }
    masked.fault = result.fault.map { apply(to: $0) }
    return masked
  }

  /// A fault with its traceback: functions and chunks bear names that scripts give them.
  func apply(to fault: ScriptFault) -> ScriptFault {
    guard !isEmpty else { return fault }
    var masked = fault
    masked.message = apply(to: fault.message)
    masked.location?.file = apply(to: fault.location?.file ?? "")
    masked.traceback = fault.traceback.map { line in
      var line = line
      line.function = apply(to: line.function)
      line.location.file = apply(to: line.location.file)
      return line
    }
    masked.sourceLine = fault.sourceLine.map { apply(to: $0) }
    masked.variables = fault.variables.map { variable in
      var variable = variable
      variable.text = apply(to: variable.text)
      return variable
    }
    return masked
  }

  /// As JSON has it, without the quotes.
  private static func quoted(_ text: String) -> [UInt8] {
    Array(JSONValue.string(text).serialized().dropFirst().dropLast())
  }

  private static func replace(_ needle: [UInt8], in bytes: [UInt8], wholeWords: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    var index = 0
    while index + needle.count <= bytes.count {
      let end = index + needle.count
      let isFound = bytes[index] == needle[0] && bytes[index..<end].elementsEqual(needle)
      if isFound, !wholeWords || (!isWord(bytes, index - 1) && !isWord(bytes, end)) {
        result += bytes[start..<index] + Array(mask.utf8)
        index = end
        start = index
      } else {
        index += 1
      }
    }
    return start == 0 ? bytes : result + bytes[start...]
  }

  /// Whether a byte is a letter, a digit or part of a longer character.
  private static func isWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return false }
    let byte = bytes[index]
    return byte >= 0x80 || Unicode.Scalar(byte).properties.isAlphabetic || (0x30...0x39).contains(byte)
  }
}
