/// What a rockspec says, as far as luahost asks.
package struct Rockspec: Sendable {
  package var name: String
  package var version: String
  /// But for Lua itself.
  package var dependencies: [RockDependency]
  /// What it asks of Lua, such as `lua >= 5.1`.
  package var lua: [RockDependency]
  package var source: Source
  package var build: Build

  package struct Source: Sendable {
    package var file: String?
    package var folder: String?
  }

  package struct Build: Sendable {
    package var type: String
    /// Module → file; nil where the rockspec leaves it to LuaRocks to look.
    package var modules: [String: String]?
    /// Modules that are built from C, sorted.
    package var compiled: [String]
    /// Whether files are changed or made before the build.
    package var patches: Bool
  }
}
