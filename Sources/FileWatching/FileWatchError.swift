/// Why files cannot be watched.
package struct FileWatchError: Error, Sendable, CustomStringConvertible {
  /// As `errno` has it.
  package var code: Int32
  /// The folder that cannot be watched; nil where none can.
  package var path: String?
  /// What failed, why, and what to do, in full sentences.
  package var description: String
}
