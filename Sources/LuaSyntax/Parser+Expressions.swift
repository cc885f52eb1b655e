extension Parser {
  mutating func parseExpression() throws(SyntaxError) -> Expression { try parseOperations(above: 0) }

  mutating func parseExpressions() throws(SyntaxError) -> [Expression] {
    var expressions = [try parseExpression()]
    while try accept(.comma) { expressions.append(try parseExpression()) }
    return expressions
  }

  /// An expression whose binary operators bind tighter than `limit` (manual §3.4.8).
  private mutating func parseOperations(above limit: Int) throws(SyntaxError) -> Expression {
    try nested { parser throws(SyntaxError) in
      let first = try parser.parseOperand()
      var operations: [Operation] = []
      while let (left, right) = Self.binding(of: parser.token.kind), left > limit {
        let symbol = parser.token.kind.rawValue
        try parser.advance()
        operations.append(Operation(symbol: symbol, operand: try parser.parseOperations(above: right)))
      }
      guard !operations.isEmpty else { return first }
      return Expression(kind: .binary(first, operations), span: parser.span(from: first.span))
    }
  }

  private static let unaryBinding = 12

  /// How tightly a binary operator binds to its left and to its right; right-associative ones bind less to the right.
  private static func binding(of kind: Token.Kind) -> (left: Int, right: Int)? {
    switch kind {
    case .or: (1, 1)
    case .and: (2, 2)
    case .less, .greater, .lessOrEqual, .greaterOrEqual, .notEqual, .equal: (3, 3)
    case .bar: (4, 4)
    case .tilde: (5, 5)
    case .ampersand: (6, 6)
    case .leftShift, .rightShift: (7, 7)
    case .concatenation: (9, 8)
    case .plus, .minus: (10, 10)
    case .star, .slash, .doubleSlash, .percent: (11, 11)
    case .caret: (14, 13)
    default: nil
    }
  }

  private mutating func parseOperand() throws(SyntaxError) -> Expression {
    let start = token.span
    let unary: UnaryOperator? =
      switch token.kind {
      case .minus: .minus
      case .not: .not
      case .hash: .length
      case .tilde: .complement
      default: nil
      }
    guard let unary else { return try parseSimple() }
    try advance()
    let operand = try parseOperations(above: Self.unaryBinding)
    return Expression(kind: .unary(unary, operand), span: span(from: start))
  }

  private mutating func parseSimple() throws(SyntaxError) -> Expression {
    let first = token
    let kind: Expression.Kind
    switch (first.kind, first.value) {
    case (_, .number(let value)): kind = .number(value)
    case (_, .string(let value)): kind = .string(value)
    case (.nil, _): kind = .nil
    case (.true, _): kind = .boolean(true)
    case (.false, _): kind = .boolean(false)
    case (.ellipsis, _):
      guard function.isVariadic else { throw fault("cannot use '...' outside a vararg function") }
      kind = .varargs
    case (.leftBrace, _): return try parseTable()
    case (.function, _):
      try advance()
      let body = try parseFunctionBody(first)
      return Expression(kind: .function(body), span: body.span)
    default: return try parseSuffixed()
    }
    try advance()
    return Expression(kind: kind, span: first.span)
  }

  /// A name or an expression in parentheses, with what follows it.
  mutating func parseSuffixed() throws(SyntaxError) -> Expression {
    let primary = try parsePrimary()
    var suffixes: [Suffix] = []
    while let suffix = try parseSuffix() { suffixes.append(suffix) }
    guard !suffixes.isEmpty else { return primary }
    return Expression(kind: .suffixed(primary, suffixes), span: span(from: primary.span))
  }

  private mutating func parsePrimary() throws(SyntaxError) -> Expression {
    let first = token
    if first.kind == .leftParenthesis {
      try advance()
      let inner = try parseExpression()
      try expect(.rightParenthesis, closing: first)
      return Expression(kind: .parenthesized(inner), span: span(from: first.span))
    }
    guard case .name(let name) = first.value else { throw fault("unexpected symbol near \(near)") }
    try advance()
    let use = try resolve(name, at: first.span)
    use.variable?.reads += 1
    return Expression(kind: .name(use), span: first.span)
  }

  private mutating func parseSuffix() throws(SyntaxError) -> Suffix? {
    let first = token
    switch first.kind {
    case .dot:
      try advance()
      let (name, span) = try expectName()
      return Suffix(kind: .field(name), span: span)
    case .leftBracket:
      try advance()
      let key = try parseExpression()
      try expect(.rightBracket)
      return Suffix(kind: .index(key), span: span(from: first.span))
    case .colon:
      try advance()
      let (name, span) = try expectName()
      guard let arguments = try parseArguments() else { throw expected("arguments of a call") }
      return Suffix(kind: .method(name, arguments), span: self.span(from: span))
    default:
      guard let arguments = try parseArguments() else { return nil }
      return Suffix(kind: .call(arguments), span: span(from: first.span))
    }
  }

  /// The arguments of a call; nil where none start.
  private mutating func parseArguments() throws(SyntaxError) -> [Expression]? {
    let first = token
    switch first.kind {
    case .string, .leftBrace: return [try parseSimple()]
    case .leftParenthesis:
      try advance()
      if try accept(.rightParenthesis) { return [] }
      let arguments = try parseExpressions()
      try expect(.rightParenthesis, closing: first)
      return arguments
    default: return nil
    }
  }

  private mutating func parseTable() throws(SyntaxError) -> Expression {
    let opener = token
    try expect(.leftBrace)
    var fields: [TableField] = []
    while token.kind != .rightBrace {
      fields.append(try parseField())
      guard token.kind == .comma || token.kind == .semicolon else { break }
      try advance()
    }
    try expect(.rightBrace, closing: opener)
    return Expression(kind: .table(fields), span: span(from: opener.span))
  }

  private mutating func parseField() throws(SyntaxError) -> TableField {
    let first = token
    if first.kind == .leftBracket {
      try advance()
      let key = try parseExpression()
      try expect(.rightBracket)
      try expect(.assign)
      return TableField(key: .expression(key), keySpan: key.span, value: try parseExpression())
    }
    if case .name(let name) = first.value, try peek() == .assign {
      try advance()
      try advance()
      return TableField(key: .name(name), keySpan: first.span, value: try parseExpression())
    }
    let value = try parseExpression()
    return TableField(key: .positional, keySpan: value.span, value: value)
  }
}
