/// The properties of a JSON object, in the order of their insertion.
///
/// A name occurs once; setting it again keeps its place. Two objects are equal whatever their order.
public struct JSONObject: Sendable {
  struct Entry: Sendable {
    var key: String
    var value: JSONValue
    var hash: UInt32
  }

  /// Up to this many properties are searched one after the other, without an index.
  private static let unindexedLimit = 12

  private(set) var entries: [Entry] = []
  /// Open addressing over `entries`: the place of an entry plus one, 0 where free. Empty for a small object.
  private var index: [UInt32] = []

  /// Makes an object without properties.
  public init() {}

  /// Makes an object of properties; of a name that is given twice the last value holds.
  public init(_ properties: some Sequence<(key: String, value: JSONValue)>) {
    for property in properties { self[property.key] = property.value }
  }

  /// The names, in order.
  public var keys: [String] { entries.map(\.key) }

  /// The number of properties.
  public var count: Int { entries.count }

  /// Whether there are no properties.
  public var isEmpty: Bool { entries.isEmpty }

  /// The value of a property; set it to nil to remove the property.
  public subscript(key: String) -> JSONValue? {
    get {
      let place = find(key, hash: ScalarText.hash(key))
      return place < 0 ? Optional.none : entries[place].value
    }
    set {
      let hash = ScalarText.hash(key)
      if let newValue {
        insert(key: key, hash: hash, value: newValue)
      } else {
        remove(key, hash: hash)
      }
    }
  }

  /// The place of a property in `entries`, -1 where there is none.
  @inline(__always)
  func find(_ key: String, hash: UInt32) -> Int {
    if index.isEmpty {
      for place in entries.indices where entries[place].hash == hash && ScalarText.equal(entries[place].key, key) {
        return place
      }
      return -1
    }
    return findIndexed(key, hash: hash)
  }

  private func findIndexed(_ key: String, hash: UInt32) -> Int {
    let mask = index.count &- 1
    var slot = Int(hash) & mask
    while index[slot] != 0 {
      let place = Int(index[slot]) &- 1
      if entries[place].hash == hash && ScalarText.equal(entries[place].key, key) { return place }
      slot = (slot &+ 1) & mask
    }
    return -1
  }

  /// Sets a property whose hash is known.
  mutating func insert(key: String, hash: UInt32, value: JSONValue) {
    let place = find(key, hash: hash)
    if place >= 0 {
      entries[place].value = value
      return
    }
    entries.append(Entry(key: key, value: value, hash: hash))
    guard entries.count > Self.unindexedLimit else { return }
    if entries.count * 2 > index.count {
      rebuildIndex()
    } else {
      link(entries.count - 1)
    }
  }

  mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  private mutating func remove(_ key: String, hash: UInt32) {
    let place = find(key, hash: hash)
    guard place >= 0 else { return }
    entries.remove(at: place)
    rebuildIndex()
  }

  private mutating func rebuildIndex() {
    guard entries.count > Self.unindexedLimit else {
      index = []
      return
    }
    var capacity = 32
    while capacity < entries.count * 4 { capacity *= 2 }
    index = Array(repeating: 0, count: capacity)
    for place in entries.indices { link(place) }
  }

  private mutating func link(_ place: Int) {
    let mask = index.count - 1
    var slot = Int(entries[place].hash) & mask
    while index[slot] != 0 { slot = (slot + 1) & mask }
    index[slot] = UInt32(place + 1)
  }
}

extension JSONObject: Sequence {
  /// Goes through the properties in order.
  public struct Iterator: IteratorProtocol {
    var base: IndexingIterator<[Entry]>

    /// The next property, nil after the last.
    public mutating func next() -> (key: String, value: JSONValue)? {
      base.next().map { (key: $0.key, value: $0.value) }
    }
  }

  /// Starts to go through the properties.
  public func makeIterator() -> Iterator { Iterator(base: entries.makeIterator()) }

  /// The number of properties, which is known.
  public var underestimatedCount: Int { entries.count }
}

extension JSONObject: Hashable {
  /// Whether two objects have the same properties with equal values, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.entries.count == right.entries.count else { return false }
    return left.entries.allSatisfy { entry in
      let place = right.find(entry.key, hash: entry.hash)
      return place >= 0 && right.entries[place].value == entry.value
    }
  }

  /// Feeds the properties into a hasher, whatever their order.
  public func hash(into hasher: inout Hasher) {
    var sum = 0
    for entry in entries {
      var part = Hasher()
      part.combine(entry.hash)
      part.combine(entry.value)
      sum &+= part.finalize()
    }
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Makes an object; of a name that is given twice the last value holds.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
