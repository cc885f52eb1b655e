/// A Lua 5.4 source text, read.
///
/// ```swift
/// let chunk = try Chunk(parsing: Array("return 1 + 1".utf8))
/// chunk.visit { expression, _ in print(expression.span.start.line) }
/// ```
package struct Chunk {
  package let block: Block
  /// All local variables of the text, in the order of their declaration.
  package let variables: [LocalVariable]

  /// Reads a text as `load` does: nothing is skipped at its start.
  /// - Throws: the first fault, with its place.
  package init(parsing bytes: [UInt8]) throws(SyntaxError) {
    var parser = try Parser(bytes)
    block = try parser.parseChunk()
    variables = parser.declared
  }
}
