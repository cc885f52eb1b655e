/// A file of annotations for editors.
package struct TypesFile: Sendable, Hashable {
  /// Its name in the folder of types: `http.lua`.
  package var name: String
  package var text: String

  /// The lines that every such file begins with.
  static func header(_ module: String, _ what: String) -> String {
    """
    ---@meta \(module)
    -- luacheck: ignore
    -- \(what)
    -- Written by `luahost types`: changes are lost. docs/editors.md tells how editors find it.

    """
  }

  /// Whether a file was written by `luahost types`, of this version or another.
  static func isOurs(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(1000), as: UTF8.self)
    return start.hasPrefix("---@meta") && start.contains("Written by `luahost types`")
  }
}
