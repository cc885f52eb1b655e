import Integrations

/// Why a request has no recording: which one is nearest, and what differs.
struct MissReport {
  let request: Recording.Request
  let key: RequestKey
  let entries: [RecordingFolder.Entry]
  /// The recordings of the very request, which were all given already.
  let given: [Int]
  let folder: String
  /// What there is none of, as in "there is no … it".
  var noun = "recording of"

  /// A full sentence or two.
  var text: String {
    if !given.isEmpty {
      let times = given.count == 1 ? "once" : "\(given.count) times"
      return "it was recorded \(times) in \(folder) (\(entries[given[0]].path)), and is now sent once more."
    }
    guard let nearest = entries.map({ Likeness(of: $0, to: key) }).max(by: { $0.score < $1.score }), nearest.isNear
    else {
      return "there is no \(noun) it in \(folder), nor \(noun.split(separator: " ").last ?? "of") anything like it."
    }
    return "there is no \(noun) it in \(folder). The nearest is \(nearest.path): "
      + Differences(recorded: nearest.key, sent: key).text + "."
  }
}

/// How much a recording is like a request.
private struct Likeness {
  let path: String
  let key: RequestKey
  let score: Int
  let isNear: Bool

  init(of entry: RecordingFolder.Entry, to sent: RequestKey) {
    path = entry.path
    key = RequestKey(entry.recording.request)
    let (one, other) = (URLPieces(key.url), URLPieces(sent.url))
    let isSameHost = one.origin == other.origin
    let isSamePath = one.path == other.path
    let common = zip(one.segments, other.segments).prefix { $0 == $1 }.count
    let pairs = one.pairs.filter { other.pairs.contains($0) }.count
    isNear = isSamePath || (isSameHost && common > 0) || (isSameHost && other.segments.count <= 1)
    score =
      (isSameHost ? 100 : 0) + (isSamePath ? 80 : min(common, 10) * 5) + (key.method == sent.method ? 20 : 0)
      + 4 * pairs - max(one.pairs.count, other.pairs.count) + (key.body == sent.body ? 10 : 0)
      + (key.headers == sent.headers ? 2 : 0)
  }
}

private struct URLPieces {
  let origin: Substring
  let path: Substring
  let pairs: [Substring]

  init(_ url: String) {
    let parts = url.split(separator: "?", maxSplits: 1)
    let whole = parts.first ?? ""
    let start = whole.firstRange(of: "://")?.upperBound ?? whole.startIndex
    let slash = whole[start...].firstIndex(of: "/") ?? whole.endIndex
    origin = whole[..<slash]
    path = whole[slash...]
    pairs = parts.count > 1 ? parts[1].split(separator: "&") : []
  }

  var segments: [Substring] { path.split(separator: "/") }
}

/// What differs, in words.
private struct Differences {
  let recorded: RequestKey
  let sent: RequestKey

  var text: String {
    let found = [method, url, headers, body].flatMap { $0 }
    return found.isEmpty ? "it differs in nothing that can be shown" : found.joined(separator: "; ")
  }

  private var method: [String] {
    recorded.method == sent.method ? [] : ["its method is \(recorded.method), here \(sent.method)"]
  }

  private var url: [String] {
    let (one, other) = (URLPieces(recorded.url), URLPieces(sent.url))
    var found: [String] = []
    if one.origin != other.origin { found.append("it went to \(one.origin), this to \(other.origin)") }
    if one.path != other.path { found.append("its path is \(Self.short(one.path)), here \(Self.short(other.path))") }
    let lacking = other.pairs.filter { !one.pairs.contains($0) }
    let surplus = one.pairs.filter { !other.pairs.contains($0) }
    if !surplus.isEmpty || !lacking.isEmpty {
      found.append("its query has \(Self.list(surplus)), here \(Self.list(lacking))")
    }
    return found
  }

  private var headers: [String] {
    let surplus = recorded.headers.filter { !sent.headers.contains($0) }
    let lacking = sent.headers.filter { !recorded.headers.contains($0) }
    return surplus.isEmpty && lacking.isEmpty
      ? [] : ["it was sent with \(Self.list(surplus.map { $0[...] })), this with \(Self.list(lacking.map { $0[...] }))"]
  }

  private var body: [String] {
    switch (recorded.body, sent.body) {
    case (nil, nil): return []
    case (nil, let body?): return ["it had no body, this has \(body.count) bytes"]
    case (let body?, nil): return ["it had a body of \(body.count) bytes, this has none"]
    case (let one?, let other?):
      guard one != other else { return [] }
      let same = zip(one, other).prefix { $0 == $1 }.count
      let (there, here) = (Self.excerpt(one, same), Self.excerpt(other, same))
      return ["its body differs from byte \(same + 1) on: \(there), here \(here)"]
    }
  }

  private static func list(_ items: [Substring]) -> String {
    guard !items.isEmpty else { return "nothing of that" }
    return items.prefix(4).map(short).joined(separator: ", ") + (items.count > 4 ? " and \(items.count - 4) more" : "")
  }

  private static func short(_ text: Substring) -> String { text.count > 120 ? text.prefix(120) + "…" : String(text) }

  private static func excerpt(_ body: [UInt8], _ index: Int) -> String {
    guard Recording.isText(body) else { return "other bytes" }
    guard index < body.count else { return "the end" }
    let text = String(decoding: body[max(0, index - 20)..<min(body.count, index + 40)], as: UTF8.self)
    return "\"\(text.split(whereSeparator: \.isNewline).joined(separator: " "))\""
  }
}
