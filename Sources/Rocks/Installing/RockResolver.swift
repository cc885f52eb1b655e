import Integrations

/// Chooses a version of each rock that an integration needs: the newest that all who ask for it accept.
///
/// It starts from the rockspec, fetches what is chosen, reads what that asks for, and begins anew whenever a choice turns
/// out not to fit. It never goes back to an older rock to get rid of what that rock asks for: then it tells of the conflict.
struct RockResolver {
  let integration: String
  let servers: RockServers
  let shelf: RockShelf
  /// Versions to stay with where they fit, by name.
  let preferred: [String: RockVersion]

  private struct Demand {
    var dependency: RockDependency
    var chain: RockChain
  }

  private static let mostRounds = 500

  func resolve(_ asked: [RockDependency]) throws(IntegrationError) -> [RockShelf.Fetched] {
    var chosen: [String: RockShelf.Fetched] = [:]
    for _ in 0..<Self.mostRounds {
      let demands = demands(asked, chosen)
      guard let name = demands.order.first(where: { !fits(chosen[$0], demands.of[$0] ?? []) }) else {
        return demands.order.compactMap { chosen[$0] }
      }
      chosen[name] = try choose(name, demands.of[name] ?? [])
    }
    throw IntegrationError(
      code: .badData, message: "The rocks of \(integration) ask for each other in ways that never fit.",
      hint: "Name the versions that you want in the rockspec.")
  }

  private func fits(_ rock: RockShelf.Fetched?, _ demands: [Demand]) -> Bool {
    guard let rock, let version = RockVersion(rock.rock.version) else { return false }
    return demands.allSatisfy { $0.dependency.accepts(version) }
  }

  /// Who asks for what, given the choices so far; names in the order in which they are reached.
  private func demands(
    _ asked: [RockDependency], _ chosen: [String: RockShelf.Fetched]
  ) -> (of: [String: [Demand]], order: [String]) {
    var demands: [String: [Demand]] = [:]
    var order: [String] = []
    var open = asked.map { Demand(dependency: $0, chain: RockChain(integration)) }[...]
    while let demand = open.popFirst() {
      let name = demand.dependency.name
      demands[name, default: []].append(demand)
      guard !order.contains(name) else { continue }
      order.append(name)
      guard let rock = chosen[name] else { continue }
      let chain = demand.chain.appending("\(name) \(rock.rock.version)")
      open += rock.dependencies.map { Demand(dependency: $0, chain: chain) }
    }
    return (demands, order)
  }

  private func choose(_ name: String, _ demands: [Demand]) throws(IntegrationError) -> RockShelf.Fetched {
    guard let first = demands.first else { preconditionFailure("a rock that nobody asks for is not chosen") }
    try RockRefusal.check(first.dependency, first.chain)
    let contents = try servers.contents()
    let offers = contents.offers.filter { $0.name == name }
    let fitting = offers.filter { offer in demands.allSatisfy { $0.dependency.accepts(offer.version) } }
    guard let best = fitting.max(by: { rank($0) < rank($1) }) else {
      throw none(name, demands, offers: offers, contents)
    }
    return try shelf.fetch(
      name, best.version.description, best.kind, from: best.server, chain: first.chain)
  }

  /// What was locked first, then the newest, then the server that was named first.
  private func rank(_ offer: RockServers.Offer) -> Rank {
    Rank(
      isPreferred: preferred[offer.name] == offer.version, version: offer.version,
      server: -(servers.named.firstIndex(of: offer.server) ?? 0), isSource: offer.kind == .source)
  }

  private struct Rank: Comparable {
    var isPreferred: Bool
    var version: RockVersion
    var server: Int
    var isSource: Bool

    static func < (left: Rank, right: Rank) -> Bool {
      if left.isPreferred != right.isPreferred { return right.isPreferred }
      if left.version != right.version { return left.version < right.version }
      if left.server != right.server { return left.server < right.server }
      return !left.isSource && right.isSource
    }
  }

  private func none(
    _ name: String, _ demands: [Demand], offers: [RockServers.Offer], _ contents: RockServers.Index
  ) -> IntegrationError {
    let askers = demands.map { "\($0.chain) asks for \($0.dependency)" }
    if offers.isEmpty {
      return unknown(name, askers.first ?? "", contents)
    }
    let versions = Set(offers.map(\.version.description)).sorted().joined(separator: ", ")
    let alone = demands.first { demand in !offers.contains { demand.dependency.accepts($0.version) } }
    if let alone {
      return IntegrationError(
        code: .badData, message: "No version of \(name) fits: \(alone.chain) asks for \(alone.dependency).",
        hint: "The servers have \(versions).")
    }
    return IntegrationError(
      code: .badData, message: "No version of \(name) fits all who ask for it:\n  \(askers.joined(separator: "\n  "))",
      hint: "The servers have \(versions). Ask for other versions of the rocks in between.")
  }

  private func unknown(_ name: String, _ asker: String, _ contents: RockServers.Index) -> IntegrationError {
    if contents.others.contains(name) {
      return IntegrationError(
        code: .badData,
        message:
          "The servers have \(name), but no .src.rock or .all.rock of it, and luahost installs nothing else. \(asker).",
        hint:
          "`luarocks pack ROCKSPEC` makes one: put it into a folder, run `luarocks-admin make-manifest` there, and give "
          + "the folder with --server.")
    }
    if contents.offers.isEmpty, let complaint = contents.complaints.first {
      return IntegrationError(
        code: .unavailable, message: "The servers cannot be read: \(complaint)",
        hint: "See that they answer, or name others with --server.")
    }
    let nearest = Suggestion.nearest(to: name, in: Set(contents.offers.map(\.name)).sorted())
    let said = contents.complaints.isEmpty ? "" : " One of them cannot be read: \(contents.complaints[0])"
    return IntegrationError(
      code: .badData, message: "No server has a rock '\(name)' for Lua 5.4. \(asker).\(said)",
      hint: nearest.map { "Did you mean '\($0)'?" } ?? "`luarocks search \(name)` tells what LuaRocks finds.")
  }
}
