/// A key of a table that scripts give to the host, with what editors are told of it.
package struct DeclaredField: Sendable, Hashable {
  package var name: String
  /// As LuaCATS has it.
  package var type: String
  /// What it is for, in a line.
  package var summary: String
  package var isRequired: Bool

  init(_ name: String, _ type: String, _ summary: String, required: Bool = false) {
    self.name = name
    self.type = type
    self.summary = summary
    isRequired = required
  }
}
