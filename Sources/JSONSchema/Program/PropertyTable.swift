/// A property's name with its hash.
struct PropertyName: Sendable {
  let text: String
  let hash: UInt32

  init(_ text: String) {
    self.text = text
    hash = ScalarText.hash(text)
  }
}

/// Nodes by property name.
struct PropertyTable: Sendable {
  struct Slot: Sendable {
    var name: String
    var hash: UInt32
    var node: Int
  }

  /// The properties in the order of the schema.
  let entries: [Slot]
  /// Open addressing: the place of an entry plus one, 0 where free.
  private let index: [UInt32]

  init(_ properties: [(name: String, node: Int)]) {
    entries = properties.map { Slot(name: $0.name, hash: ScalarText.hash($0.name), node: $0.node) }
    var capacity = 8
    while capacity < properties.count * 2 { capacity *= 2 }
    var index = Array(repeating: UInt32(0), count: capacity)
    for place in entries.indices {
      var slot = Int(entries[place].hash) & (capacity - 1)
      while index[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      index[slot] = UInt32(place + 1)
    }
    self.index = index
  }

  /// The node of a property, -1 where there is none.
  @inline(__always)
  func find(_ name: String, hash: UInt32) -> Int {
    let mask = index.count &- 1
    var slot = Int(hash) & mask
    while true {
      let place = Int(index[slot])
      if place == 0 { return -1 }
      if entries[place &- 1].hash == hash, ScalarText.equal(entries[place &- 1].name, name) {
        return entries[place &- 1].node
      }
      slot = (slot &+ 1) & mask
    }
  }
}
