/// A recursive descent parser that resolves names as it goes (manual §9).
struct Parser {
  private var lexer: Lexer
  private(set) var token: Token
  private var following: Token?
  /// Where the token before ended.
  private(set) var lastEnd = 0
  private var depth = 0
  var function = FunctionScope(parent: nil, isVariadic: true)
  var declared: [LocalVariable] = []

  /// How deep statements and expressions may nest; Lua's limit of 200 C levels (LUAI_MAXCCALLS) less those that its
  /// callers take.
  private static let depthLimit = 195

  init(_ bytes: [UInt8]) throws(SyntaxError) {
    lexer = Lexer(bytes)
    token = try lexer.next()
  }

  mutating func parseChunk() throws(SyntaxError) -> Block {
    let block = try parseBlock()
    guard token.kind == .endOfText else { throw expected("'<eof>'") }
    return block
  }

  // MARK: Words

  mutating func advance() throws(SyntaxError) {
    lastEnd = token.span.end
    if let next = following {
      token = next
      following = nil
    } else {
      token = try lexer.next()
    }
  }

  /// The token after the present one.
  mutating func peek() throws(SyntaxError) -> Token.Kind {
    if let following { return following.kind }
    let next = try lexer.next()
    following = next
    return next.kind
  }

  /// Steps over a token where it is there.
  mutating func accept(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind) throws(SyntaxError) {
    guard try accept(kind) else { throw expected("'\(kind.rawValue)'") }
  }

  /// Steps over the token that closes what `opener` opened.
  mutating func expect(_ kind: Token.Kind, closing opener: Token) throws(SyntaxError) {
    guard try !accept(kind) else { return }
    let line = opener.span.start.line
    guard line != token.span.start.line else { throw expected("'\(kind.rawValue)'") }
    throw fault("'\(kind.rawValue)' expected (to close '\(opener.kind.rawValue)' at line \(line)) near \(near)")
  }

  mutating func expectName() throws(SyntaxError) -> (name: String, span: SourceSpan) {
    guard case .name(let name) = token.value else { throw expected("a name") }
    let span = token.span
    try advance()
    return (name, span)
  }

  func expected(_ what: String) -> SyntaxError { fault("\(what) expected near \(near)") }

  func fault(_ message: String) -> SyntaxError { SyntaxError(message, at: token.span) }

  /// How messages name the token.
  var near: String {
    switch token.value {
    case .none: token.kind == .endOfText ? "the end of the file" : "'\(token.kind.rawValue)'"
    case .name(let name): "'\(name)'"
    case .string, .number:
      "'\(String(decoding: lexer.bytes[token.span.start.offset..<token.span.end].prefix(40), as: UTF8.self))'"
    }
  }

  func span(from start: SourceSpan) -> SourceSpan { SourceSpan(start: start.start, end: lastEnd) }

  // MARK: Depth

  /// Every recursion passes here, so that no text uses up the stack.
  mutating func nested<Result>(
    _ body: (inout Parser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw fault("chunk has too many syntax levels (limit is \(Self.depthLimit))")
    }
    let result = try body(&self)
    depth -= 1
    return result
  }
}
