/// How an integration came to ask for a rock: `my_checks → penlight 1.13.1-1 → say`.
struct RockChain: Sendable, Hashable, CustomStringConvertible {
  private let links: [String]

  init(_ integration: String) { links = [integration] }

  private init(links: [String]) { self.links = links }

  /// Whether it is the integration itself that asks.
  var isRoot: Bool { links.count == 1 }

  func appending(_ link: String) -> RockChain { RockChain(links: links + [link]) }

  var description: String { links.joined(separator: " → ") }
}
