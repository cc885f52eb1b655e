import ArgumentParser
import Integrations
import Rocks

#if canImport(Glibc)
  import Glibc
#endif

struct InstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Install the LuaRocks dependencies of integrations, locked.",
    discussion: """
      Reads <name>-dev-1.rockspec in the integration's folder and installs what it asks for into .luahost/rocks/, a tree of \
      the integration's own. Which versions were chosen, and the SHA-256 of their files, is kept in luahost.lock beside the \
      rockspec: commit it. Rocks in pure Lua only; nothing of a rock runs when it is installed. docs/rocks.md tells more.

      EXAMPLES
        luahost install
        luahost install integrations/hello_world
        luahost install --server https://luarocks.org --server ../rocks
        luahost install integrations/hello_world --update
        luahost install integrations/hello_world --update penlight
        luahost install --locked

      ENVIRONMENT
        LUAHOST_ROCKS_SERVERS  servers in place of those of LuaRocks' config, separated by spaces
        CI                     set and not "false": as with --locked, unless --update is given

      EXIT CODES
        0 installed, or up to date · 1 a server, luarocks or the disk failed · 64 usage
        65 a rock that cannot be had, or a lock that does not fit · 66 no such integration, server folder or rockspec
      """)

  @Argument(help: "An integration's folder or name, or a repository (all with a rockspec).", completion: .directory)
  var path = "."

  @Option(
    help: ArgumentHelp(
      "Where rocks come from: a URL, or a folder with a manifest; may be repeated.", valueName: "URL or folder"))
  var server: [String] = []

  @Flag(help: "Fail where luahost.lock is missing or does not fit the rockspec.")
  var locked = false

  @Flag(help: "Choose versions anew, of the rock that follows or of all.")
  var update = false

  @Argument(help: "With --update: the rock.")
  var rock: String?

  func validate() throws {
    if locked, update { throw ValidationError("--locked and --update contradict each other: give one of them.") }
    if let rock, !update {
      throw ValidationError("'\(rock)' is one argument too many: rocks are named after --update.")
    }
  }

  func run() throws {
    let servers = try RockServerList.checked(server.isEmpty ? Self.environmentServers : server)
    let targets = try InstallTarget.all(of: path)
    var failure: IntegrationError?
    let page = InstallPage(console: Console(Console.standardOutput))
    for target in targets {
      let installer = RockInstaller(name: target.name, folder: target.folder, servers: servers, mode: mode)
      do throws(IntegrationError) {
        page.show(try installer.install { page.showWaiting(target.name) }, of: target.name)
      } catch {
        page.show(error, of: target.name)
        failure = failure ?? error
      }
    }
    if targets.isEmpty { page.showNone(path) }
    if let failure { throw ExitStatus(failure).code }
  }

  private var mode: RockInstaller.Mode {
    if update { return .update(rock) }
    let isCI = Self.variable("CI").map { !$0.isEmpty && $0 != "false" && $0 != "0" } ?? false
    return locked || isCI ? .locked : .follow
  }

  /// Separated by spaces, as neither URLs nor most folders have any.
  private static var environmentServers: [String] {
    (variable("LUAHOST_ROCKS_SERVERS") ?? "").split(separator: " ").map(String.init)
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// An integration whose rocks are to be installed.
private struct InstallTarget {
  var name: String
  var folder: String

  /// The integration that a path names, or all of a repository that have a rockspec.
  static func all(of path: String) throws(IntegrationError) -> [InstallTarget] {
    guard Files.exists(Files.join(path, Catalogue.fileName)) else {
      if Files.exists(path), !Files.isFolder(path) { throw isFile(path) }
      let (repository, name) = try Repository.locate(path)
      guard Files.isFolder(repository.folder(of: name)) else {
        throw IntegrationError(code: .notFound, message: "There is no folder \(repository.folder(of: name)).")
      }
      return [InstallTarget(name: name, folder: repository.folder(of: name))]
    }
    let folder = Files.join(path, "integrations")
    return try Files.names(in: folder)
      .map { InstallTarget(name: $0, folder: Files.join(folder, $0)) }
      .filter { Files.exists(InstalledRocks(of: $0.folder).rockspec) }
  }

  /// People give the rockspec itself.
  private static func isFile(_ path: String) -> IntegrationError {
    let folder = Files.parent(path)
    let isOfIntegration = (try? Repository.locate(folder)) != nil
    return IntegrationError(
      code: .notFound,
      message: "'\(path)' is a file; luahost install takes the folder of an integration, or a repository.",
      hint: "Write luahost install \(isOfIntegration ? folder : "integrations/<name>")")
  }
}
