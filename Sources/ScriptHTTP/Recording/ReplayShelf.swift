/// Which recording answers which request: of those of the same ``RequestKey`` one that is the same in every byte before one
/// that differs in a date, and one of the same task before one of another.
struct ReplayShelf: Sendable {
  private let items: [(request: Recording.Request, requester: String?)]
  private let byKey: [RequestKey: [Int]]

  /// - Parameter keys: those of the recordings, where they are known.
  init(_ recordings: [Recording], keys: [RequestKey]? = nil) {
    items = recordings.map { ($0.request, $0.requester) }
    let keys = keys ?? recordings.map { RequestKey($0.request) }
    byKey = Dictionary(grouping: keys.indices) { keys[$0] }
  }

  /// The recordings of a request.
  subscript(_ key: RequestKey) -> [Int] { byKey[key] ?? [] }

  /// The next recording of a request that was not used; where all were, a request that changes nothing gets the last
  /// again.
  /// - Parameter isAgain: whether a recording may be given once more.
  func take(
    _ request: Recording.Request, key: RequestKey, requester: String?, used: inout Set<Int>,
    isAgain: (Int) -> Bool = { _ in true }
  ) -> Int? {
    let candidates = self[key]
    func rank(_ index: Int) -> [Int] {
      let item = items[index]
      let isSame = item.request.url == request.url && item.request.body == request.body
      let isAlike = item.request.verify == request.verify && item.request.redirects == request.redirects
      return [isSame ? 0 : 1, isAlike ? 0 : 1, item.requester == requester ? 0 : 1]
    }
    func best(_ indices: [Int]) -> Int? { indices.min { rank($0).lexicographicallyPrecedes(rank($1)) } }
    if let fresh = best(candidates.filter { !used.contains($0) }) {
      used.insert(fresh)
      return fresh
    }
    guard ["GET", "HEAD", "OPTIONS"].contains(request.method) else { return nil }
    // The last of the best.
    return best(candidates.reversed().filter(isAgain))
  }
}
