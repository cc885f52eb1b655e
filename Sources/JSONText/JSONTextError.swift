/// Why a text cannot be changed as JSON.
package struct JSONTextError: Error, Sendable, CustomStringConvertible {
  /// From 1.
  package var line: Int
  /// Bytes from the start of the line, from 1.
  package var column: Int
  /// What is wrong, in a full sentence.
  package var description: String

  package init(line: Int, column: Int, description: String) {
    self.line = line
    self.column = column
    self.description = description
  }
}
