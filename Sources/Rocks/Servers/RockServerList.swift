package import Integrations

/// Servers as a user names them.
package enum RockServerList {
  /// - Returns: URLs as they are, and folders as absolute paths.
  package static func checked(_ servers: [String]) throws(IntegrationError) -> [String] {
    var checked: [String] = []
    for server in servers {
      if server.contains("://") {
        checked.append(server)
        continue
      }
      guard Files.isFolder(server) else {
        throw IntegrationError(
          code: .notFound, message: "The server '\(server)' is neither a URL nor a folder that is there.",
          hint: "Give a URL such as https://luarocks.org, or a folder in which `luarocks-admin make-manifest` was run.")
      }
      checked.append(try Files.absolute(server))
    }
    return checked
  }
}
