/// Texts by name that become a table in a state, packed as C reads them: it takes no JSON, and no value for each.
///
/// ```swift
/// var fields = LuaFields()
/// if fields.add("Content-Type", "text/html") { return .value(.fields(fields)) }  // { ["content-type"] = "text/html" }
/// ```
public struct LuaFields: Sendable {
  /// Name, value, name, …: each behind its length, a `UInt32` of this machine.
  private var room: [UInt8]
  /// How many bytes of the room are used.
  private var size = 0
  /// A bit for each length and first letter of a name that is there: most names need not be compared with any other.
  private var seen: UInt64 = 0
  /// How many names there are.
  private(set) var count = 0

  /// Without any field.
  /// - Parameter capacity: bytes of all names and values, and eight more for each pair, about.
  public init(capacity: Int = 0) { room = [UInt8](repeating: 0, count: capacity) }

  /// Adds a field, its name in lower case (ASCII). False, and nothing added, where the name is there already.
  public mutating func add(_ name: String, _ value: String) -> Bool {
    var (name, value) = (name, value)
    return name.withUTF8 { name in value.withUTF8 { value in add(name, value) } }
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let needed = 8 + name.count + value.count
    if room.count - size < needed { room += repeatElement(0, count: max(needed, room.count)) }
    let mark = Self.mark(of: name)
    let isNew = room.withUnsafeMutableBytes { room in
      Self.pack(name, into: UnsafeMutableRawBufferPointer(rebasing: room[size...]))
      for index in (size + 4)..<(size + 4 + name.count) where UInt8(ascii: "A")...UInt8(ascii: "Z") ~= room[index] {
        room[index] |= 0x20
      }
      guard seen & mark == 0 || !Self.isRepeated(nameAt: size, in: UnsafeRawBufferPointer(room)) else { return false }
      Self.pack(value, into: UnsafeMutableRawBufferPointer(rebasing: room[(size + 4 + name.count)...]))
      return true
    }
    guard isNew else { return false }
    seen |= mark
    size += needed
    count += 1
    return true
  }

  /// Calls `body` with what is packed; it lives for that call.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    room.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<size])) }
  }

  private static func pack(_ text: UnsafeBufferPointer<UInt8>, into room: UnsafeMutableRawBufferPointer) {
    room.storeBytes(of: UInt32(text.count), as: UInt32.self)
    UnsafeMutableRawBufferPointer(rebasing: room[4...]).copyMemory(from: UnsafeRawBufferPointer(text))
  }

  private static func mark(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let first = name.first.map { Int($0 | 0x20) } ?? 0
    return 1 << UInt64((first + 7 * name.count) & 63)
  }

  /// Whether the name that begins at an offset stands further ahead as well.
  private static func isRepeated(nameAt start: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
    let length = 4 + Int(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
    let name = bytes[start..<(start + length)]
    var at = 0
    while at < start {
      let other = 4 + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      if other == length, bytes[at..<(at + other)].elementsEqual(name) { return true }
      at += other
      at += 4 + Int(bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    }
    return false
  }
}
