/// A place in a source text.
package struct SourcePosition: Sendable, Hashable, Comparable {
  /// Bytes before it.
  package var offset: Int
  /// From 1.
  package var line: Int
  /// Bytes from the start of the line, from 1.
  package var column: Int

  package init(offset: Int, line: Int, column: Int) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool { left.offset < right.offset }
}

/// A stretch of a source text.
package struct SourceSpan: Sendable, Hashable {
  package var start: SourcePosition
  /// The offset after its last byte.
  package var end: Int

  package init(start: SourcePosition, end: Int) {
    self.start = start
    self.end = end
  }
}
