/// The rocks of one integration: `luahost.lock` beside its rockspec, and the tree that `luahost install` made of it.
package struct InstalledRocks: Sendable {
  package static let lockName = "luahost.lock"
  /// In a tree, as in LuaRocks' own.
  package static let modules = "share/lua/5.4"

  /// Where modules are, relative to the integration's folder.
  static let folder = "\(WorkingFolder.name)/rocks/\(modules)"

  package enum State: Sendable, Hashable {
    /// It asks for no rocks, as far as can be seen without reading its rockspec.
    case none
    /// It has a rockspec or a lock, and no rocks are installed.
    case missing
    /// What is installed is not what the lock says.
    case outdated
    case current
  }

  /// The integration's folder.
  package let integration: String

  package init(of integration: String) { self.integration = integration }

  package var lock: String { Files.join(integration, Self.lockName) }
  /// The lock by which the tree was made.
  package var installedLock: String { Files.join(WorkingFolder(of: integration).rocks, Self.lockName) }
  package var rockspec: String {
    Files.join(integration, "\(Files.lastComponent((try? Files.absolute(integration)) ?? integration))-dev-1.rockspec")
  }

  package var state: State {
    let lock = try? Files.read(self.lock)
    let installed = try? Files.read(installedLock)
    if let lock { return installed == nil ? .missing : installed == lock ? .current : .outdated }
    if installed != nil { return Files.exists(rockspec) ? .outdated : .none }
    return Files.exists(rockspec) ? .missing : .none
  }

  /// What to say of a lock whose rocks are not there; nil where all is well, or nothing is locked.
  package var warning: String? {
    switch state {
    case .missing where Files.exists(lock): "The rocks of \(Self.lockName) are not installed."
    case .outdated: "The rocks that are installed are not those of \(Self.lockName)."
    default: nil
    }
  }

  /// The command that mends it.
  package var remedy: String { "Run `luahost install \(integration)`." }
}
