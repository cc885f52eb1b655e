import Synchronization

/// The cookies of one client (RFC 6265), bounded: the one that was not used for the longest time makes room.
package final class CookieJar: Sendable {
  static let capacity = 1000
  static let capacityOfDomain = 50

  private struct Entry {
    var cookie: Cookie
    /// Counts up; a cookie that is replaced keeps its place.
    var created: Int
    var used: Int
  }

  private struct State {
    var entries: [Entry] = []
    var count = 0

    mutating func nextCount() -> Int {
      count += 1
      return count
    }
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Timestamp

  package init(now: @escaping @Sendable () -> Timestamp = JobClock.system.now) { self.now = now }

  /// The value of the Cookie header of a request; nil where none goes with it.
  package func header(for url: HTTPURL) -> String? {
    let cookies = state.withLock { state -> [Entry] in
      guard !state.entries.isEmpty else { return [] }
      Self.removeExpired(from: &state, now: now())
      let use = state.nextCount()
      let found = state.entries.indices.filter { state.entries[$0].cookie.belongs(to: url) }
      for index in found { state.entries[index].used = use }
      return found.map { state.entries[$0] }
    }
    guard !cookies.isEmpty else { return nil }
    let ordered = cookies.sorted {
      ($1.cookie.path.utf8.count, $0.created) < ($0.cookie.path.utf8.count, $1.created)
    }
    return ordered.map { "\($0.cookie.name)=\($0.cookie.value)" }.joined(separator: "; ")
  }

  /// Takes the Set-Cookie headers of an answer. What a server may not set is passed over.
  package func store(_ headers: [String], from url: HTTPURL) {
    guard !headers.isEmpty else { return }
    let now = now()
    state.withLock { state in
      for header in headers {
        if let cookie = Cookie(header, from: url, now: now) { Self.add(cookie, from: url, to: &state) }
      }
      Self.removeExpired(from: &state, now: now)
      Self.removeOldest(from: &state)
    }
  }

  private static func add(_ cookie: Cookie, from url: HTTPURL, to state: inout State) {
    let count = state.nextCount()
    guard let index = state.entries.firstIndex(where: { cookie.replaces($0.cookie) }) else {
      state.entries.append(Entry(cookie: cookie, created: count, used: count))
      return
    }
    // What came over TLS is not overwritten by whoever can speak for the host without it.
    guard url.scheme == .https || !state.entries[index].cookie.isSecure else { return }
    state.entries[index].cookie = cookie
    state.entries[index].used = count
  }

  private static func removeExpired(from state: inout State, now: Timestamp) {
    state.entries.removeAll { $0.cookie.expiry.map { $0 <= now } ?? false }
  }

  private static func removeOldest(from state: inout State) {
    var counts: [String: Int] = [:]
    for entry in state.entries { counts[entry.cookie.domain, default: 0] += 1 }
    for (domain, count) in counts where count > capacityOfDomain {
      remove(count - capacityOfDomain, from: &state) { $0.cookie.domain == domain }
    }
    if state.entries.count > capacity { remove(state.entries.count - capacity, from: &state) { _ in true } }
  }

  private static func remove(_ count: Int, from state: inout State, where belongs: (Entry) -> Bool) {
    let oldest = Set(state.entries.filter(belongs).map(\.used).sorted().prefix(count))
    var left = count
    state.entries.removeAll { entry in
      guard left > 0, belongs(entry), oldest.contains(entry.used) else { return false }
      left -= 1
      return true
    }
  }
}
