/// Why a text is no Lua 5.4.
package struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, in the words of `luac`.
  package var message: String
  /// Where it is.
  package var span: SourceSpan

  package init(_ message: String, at span: SourceSpan) {
    self.message = message
    self.span = span
  }

  package var description: String { "\(span.start.line):\(span.start.column): \(message)" }
}
