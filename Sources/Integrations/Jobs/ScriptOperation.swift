package import Lua

/// Something that the host does for a strand that waits for it, while others go on: it reads a line from the author, or
/// runs another job.
package struct ScriptOperation: Sendable {
  /// As in "waits for …".
  package var description: String
  /// Does it, and gives what the native that asked for it returns. Cancelled where nobody waits for it any more.
  package var perform: @Sendable () async -> [LuaOutput]

  package init(_ description: String, perform: @escaping @Sendable () async -> [LuaOutput]) {
    self.description = description
    self.perform = perform
  }
}
