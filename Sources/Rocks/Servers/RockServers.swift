import Integrations

/// The servers that rocks come from, asked through `luarocks`, whose own config applies where none are named.
final class RockServers {
  /// A file that a server has for a version of a rock.
  struct Offer: Sendable {
    var name: String
    var version: RockVersion
    var kind: Kind
    var server: String

    var file: String { "\(name)-\(version)\(kind.ending)" }
  }

  enum Kind: String, Sendable, CaseIterable {
    case source = "src"
    case all

    var ending: String { ".\(rawValue).rock" }
    var option: String { self == .source ? "--source" : "--arch=all" }
  }

  /// In the order in which they are asked; empty for those of LuaRocks' config.
  let named: [String]
  /// Where downloads go.
  private let folder: String
  private var index: Index?

  struct Index {
    var offers: [Offer] = []
    /// Rocks of which there is no file that luahost can install, only a rockspec that points elsewhere or machine code.
    var others: Set<String> = []
    /// What LuaRocks said of servers that it could not read.
    var complaints: [String] = []
  }

  init(_ named: [String], folder: String) {
    self.named = named
    self.folder = folder
  }

  /// What all servers have for Lua 5.4.
  func contents() throws(IntegrationError) -> Index {
    if let index { return index }
    var found = Index()
    for server in named.isEmpty ? [nil] : named.map(Optional.some) {
      let run = try luarocks(server, ["search", "--all", "--porcelain"])
      for line in run.output.split(separator: "\n") { Self.add(line, to: &found) }
      for line in run.messages.split(separator: "\n") where line.hasPrefix("Warning:") || line.hasPrefix("Error:") {
        found.complaints.append(String(line.drop { $0 != " " }.dropFirst()))
      }
    }
    index = found
    return found
  }

  /// Tab-separated: name, version, kind of file, server.
  private static func add(_ line: Substring, to index: inout Index) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 4, fields[2] != "installed", let version = RockVersion(fields[1]) else { return }
    guard let kind = Kind(rawValue: fields[2]) else {
      index.others.insert(fields[0])
      return
    }
    index.offers.append(Offer(name: fields[0], version: version, kind: kind, server: fields[3]))
  }

  /// The file of a rock, downloaded once.
  /// - Parameter server: the one that offers it; nil asks them in order.
  func download(
    _ name: String, _ version: String, _ kind: Kind, from server: String?
  ) throws(IntegrationError) -> String {
    let file = "\(name)-\(version)\(kind.ending)"
    let path = Files.join(folder, file)
    if Files.exists(path) { return path }
    var said: [String] = []
    for server in server.map({ [$0] }) ?? (named.isEmpty ? [nil] : named.map(Optional.some)) {
      let run = try luarocks(server, ["download", kind.option, name, version])
      if Files.exists(path) { return path }
      said += (run.messages + run.output).split(separator: "\n").map(String.init).filter { !$0.isEmpty }
    }
    throw IntegrationError(
      code: .unavailable, message: "\(file) cannot be downloaded: \(reason(said)).",
      hint: "See that the server answers and has the file, or name another with --server.")
  }

  /// The first error of what LuaRocks said; what follows it is advice about LuaRocks.
  private func reason(_ said: [String]) -> String {
    said.first { $0.hasPrefix("Error:") }.map { String($0.dropFirst("Error: ".count)) } ?? "no server has it"
  }

  private func luarocks(_ server: String?, _ words: [String]) throws(IntegrationError) -> ToolRun {
    try ToolRun(
      ["luarocks", "--lua-version=5.4"] + (server.map { ["--only-server=\($0)"] } ?? []) + words, in: folder)
  }
}
