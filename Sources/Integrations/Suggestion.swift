/// "Did you mean": the name that a mistyped one was most likely meant to be.
package enum Suggestion {
  /// The nearest candidate, where it is near enough to be worth naming: at most a third of the letters differ.
  package static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    guard name.utf8.count <= 100 else { return nil }
    let limit = max(1, name.count / 3)
    return candidates.map { (name: $0, distance: distance(name, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Letters to insert, delete, replace or swap with a neighbour (optimal string alignment), case ignored.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased())
    let right = Array(right.lowercased())
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replacing = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(replacing, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
