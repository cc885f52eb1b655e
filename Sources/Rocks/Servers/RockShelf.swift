import Crypto
import Integrations

/// Rocks that were fetched in one install, read and found fit.
final class RockShelf {
  struct Fetched: Sendable {
    var rock: RockLock.Rock
    var path: String
    var rockspec: Rockspec
    /// What it asks for, without what is left out.
    var dependencies: [RockDependency]
  }

  private let servers: RockServers
  private var fetched: [String: Fetched] = [:]

  init(_ servers: RockServers) { self.servers = servers }

  /// - Parameters:
  ///   - locked: the SHA-256 that the file must have.
  func fetch(
    _ name: String, _ version: String, _ kind: RockServers.Kind, from server: String?, chain: RockChain,
    locked: String? = nil
  ) throws(IntegrationError) -> Fetched {
    let file = "\(name)-\(version)\(kind.ending)"
    if let known = fetched[file] { return known }
    let path = try servers.download(name, version, kind, from: server)
    let sha256 = try Self.sha256(of: path)
    if let locked, locked != sha256 {
      throw IntegrationError(
        code: .badData,
        message:
          "\(file) is not the file that was locked: the lock has the SHA-256 \(locked), the server gives \(sha256).",
        hint:
          "Somebody has changed a version that was out. Find out why; then run `luahost install PATH --update \(name)` with the integration's path."
      )
    }
    var rock = RockLock.Rock(name: name, version: version, file: file, sha256: sha256)
    let archive = RockArchive(path: path, rock: rock, chain: chain)
    let rockspec = try archive.rockspec()
    try RockRefusal.check(rockspec, chain)
    let isLeftOut = { (dependency: RockDependency) in ForeignLibrary.rock(dependency.name)?.isLeftOut == true }
    let dependencies = rockspec.dependencies.filter { !isLeftOut($0) }
    rock.dependencies = dependencies.map(\.description)
    rock.leftOut = rockspec.dependencies.filter(isLeftOut).map(\.name)
    let result = Fetched(rock: rock, path: path, rockspec: rockspec, dependencies: dependencies)
    fetched[file] = result
    return result
  }

  private static func sha256(of path: String) throws(IntegrationError) -> String {
    Hexadecimal.text(SHA256.hash(data: try Files.read(path) ?? []))
  }
}
