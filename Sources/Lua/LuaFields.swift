/// Texts by name that become a table in a state, packed as C reads them: it takes no JSON, and no value for each.
///
/// ```swift
/// var fields = LuaFields()
/// if fields.add("Content-Type", "text/html") { return .value(.fields(fields)) }  // { ["content-type"] = "text/html" }
/// ```
public struct LuaFields: Sendable {
  /// Name, value, name, …: each behind its length, a `UInt32` of this machine.
  private(set) var bytes: [UInt8] = []
  /// How many names there are.
  private(set) var count = 0

  /// Without any field.
  /// - Parameter capacity: bytes of all names and values, about.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Adds a field, its name in lower case (ASCII). False, and nothing added, where the name is there already.
  public mutating func add(_ name: String, _ value: String) -> Bool {
    let start = bytes.count
    pack(name)
    bytes.withUnsafeMutableBufferPointer { bytes in
      for index in (start + 4)..<bytes.count where UInt8(ascii: "A")...UInt8(ascii: "Z") ~= bytes[index] {
        bytes[index] |= 0x20
      }
    }
    guard !isRepeated(nameAt: start) else {
      bytes.removeSubrange(start...)
      return false
    }
    pack(value)
    count += 1
    return true
  }

  private mutating func pack(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      withUnsafeBytes(of: UInt32(utf8.count)) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: utf8)
    }
  }

  /// Whether the name that ends the bytes stands further ahead as well.
  private func isRepeated(nameAt start: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let name = bytes[start...]
      var at = 0
      while at < start {
        let length = 4 + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        if length == name.count, bytes[at..<(at + length)].elementsEqual(name) { return true }
        at += length
        at += 4 + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      }
      return false
    }
  }
}
