/// What is due when: a binary heap by instant, then by the order of adding.
struct TimerQueue<Element> {
  private struct Entry {
    var instant: UInt64
    var sequence: Int
    var element: Element

    func isBefore(_ other: Entry) -> Bool { (instant, sequence) < (other.instant, other.sequence) }
  }

  private var heap: [Entry] = []
  private var sequence = 0

  /// The earliest instant.
  var next: UInt64? { heap.first?.instant }

  mutating func add(_ element: Element, at instant: UInt64) {
    heap.append(Entry(instant: instant, sequence: sequence, element: element))
    sequence += 1
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes out the earliest element that is due at `now`.
  mutating func popDue(at now: UInt64) -> Element? {
    guard let first = heap.first, first.instant <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.element }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
        least = child
      }
      guard least != parent else { return first.element }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
