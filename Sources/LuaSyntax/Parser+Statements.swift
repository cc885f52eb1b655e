extension Parser {
  /// Statements up to a token that ends a block.
  mutating func parseStatements() throws(SyntaxError) -> [Statement] {
    var statements: [Statement] = []
    while !endsBlock(orUntil: true) {
      let isReturn = token.kind == .return
      statements += try parseStatement()
      if isReturn { break }
    }
    return statements
  }

  private func endsBlock(orUntil: Bool) -> Bool {
    switch token.kind {
    case .else, .elseif, .end, .endOfText: true
    case .until: orUntil
    default: false
    }
  }

  /// A statement; none for `;`, more than one for a label with others after it.
  private mutating func parseStatement() throws(SyntaxError) -> [Statement] {
    try nested { parser throws(SyntaxError) in
      let first = parser.token
      switch first.kind {
      case .semicolon:
        try parser.advance()
        return []
      case .doubleColon: return try parser.parseLabel()
      default:
        let kind = try parser.parseStatementKind(first)
        return [Statement(kind: kind, span: parser.span(from: first.span))]
      }
    }
  }

  private mutating func parseStatementKind(_ first: Token) throws(SyntaxError) -> Statement.Kind {
    switch first.kind {
    case .if: return try parseIf(first)
    case .while:
      try advance()
      let condition = try parseExpression()
      try expect(.do)
      let block = try parseBlock(isLoop: true)
      try expect(.end, closing: first)
      return .while(condition, block)
    case .do:
      try advance()
      let block = try parseBlock()
      try expect(.end, closing: first)
      return .block(block)
    case .for: return try parseFor(first)
    case .repeat: return try parseRepeat(first)
    case .function: return try parseFunction(first)
    case .local: return try parseLocal()
    case .return: return try parseReturn()
    case .break:
      try advance()
      function.addGoto(nil, at: first.span)
      return .break
    case .goto:
      try advance()
      let (name, span) = try expectName()
      function.addGoto(name, at: span)
      return .goto(name)
    default: return try parseExpressionStatement()
    }
  }

  private mutating func parseLabel() throws(SyntaxError) -> [Statement] {
    let first = token
    try expect(.doubleColon)
    let (name, nameSpan) = try expectName()
    try expect(.doubleColon)
    let label = Statement(kind: .label(name), span: span(from: first.span))
    var others: [Statement] = []
    while token.kind == .semicolon || token.kind == .doubleColon { others += try parseStatement() }
    if let other = function.labels.first(where: { $0.name == name }) {
      throw SyntaxError("label '\(name)' already defined on line \(other.line)", at: nameSpan)
    }
    try function.addLabel(name, at: nameSpan, isLast: endsBlock(orUntil: false))
    return [label] + others
  }

  private mutating func parseIf(_ opener: Token) throws(SyntaxError) -> Statement.Kind {
    var branches: [Statement.Branch] = []
    repeat {
      try advance()
      let condition = try parseExpression()
      try expect(.then)
      branches.append(Statement.Branch(condition: condition, block: try parseBlock()))
    } while token.kind == .elseif
    let otherwise = try accept(.else) ? try parseBlock() : nil
    try expect(.end, closing: opener)
    return .if(branches, otherwise: otherwise)
  }

  private mutating func parseRepeat(_ opener: Token) throws(SyntaxError) -> Statement.Kind {
    try advance()
    function.openBlock(isLoop: true)
    function.openBlock(isLoop: false)
    let statements = try parseStatements()
    try expect(.until, closing: opener)
    // The condition sees the block's variables (manual §3.3.4).
    let condition = try parseExpression()
    try function.closeBlock()
    try function.closeBlock()
    return .repeat(Block(statements: statements), until: condition)
  }

  private mutating func parseFor(_ opener: Token) throws(SyntaxError) -> Statement.Kind {
    try advance()
    function.openBlock(isLoop: true)
    let (name, span) = try expectName()
    var variables = [LocalVariable(name, .loop, at: span)]
    let kind: Statement.Kind
    if try accept(.assign) {
      let start = try parseExpression()
      try expect(.comma)
      let limit = try parseExpression()
      let step = try accept(.comma) ? try parseExpression() : nil
      let block = try parseLoopBlock(opener, variables, hidden: 3)
      kind = .numericFor(variables[0], start: start, limit: limit, step: step, block)
    } else {
      while try accept(.comma) {
        let (name, span) = try expectName()
        variables.append(LocalVariable(name, .loop, at: span))
      }
      guard token.kind == .in else { throw expected("'=' or 'in'") }
      try advance()
      let values = try parseExpressions()
      kind = .genericFor(variables, values: values, try parseLoopBlock(opener, variables, hidden: 4))
    }
    try function.closeBlock()
    return kind
  }

  private mutating func parseLoopBlock(
    _ opener: Token, _ variables: [LocalVariable], hidden: Int
  ) throws(SyntaxError) -> Block {
    try expect(.do)
    let block = try withHiddenVariables(hidden) { parser throws(SyntaxError) in
      try parser.parseBlock(declaring: variables)
    }
    try expect(.end, closing: opener)
    return block
  }

  private mutating func parseFunction(_ opener: Token) throws(SyntaxError) -> Statement.Kind {
    try advance()
    let (name, nameSpan) = try expectName()
    let use = try resolve(name, at: nameSpan)
    var target = Expression(kind: .name(use), span: nameSpan)
    var suffixes: [Suffix] = []
    var methodSpan: SourceSpan?
    while methodSpan == nil, token.kind == .dot || token.kind == .colon {
      let isMethod = token.kind == .colon
      try advance()
      let (field, span) = try expectName()
      suffixes.append(Suffix(kind: .field(field), span: span))
      if isMethod { methodSpan = span }
    }
    if suffixes.isEmpty {
      try noteAssignment(to: use, at: nameSpan)
    } else {
      use.variable?.reads += 1
      target = Expression(kind: .suffixed(target, suffixes), span: span(from: nameSpan))
    }
    let body = try parseFunctionBody(opener, implicitSelf: methodSpan)
    return .function(target: target, body)
  }

  private mutating func parseLocal() throws(SyntaxError) -> Statement.Kind {
    try advance()
    if token.kind == .function {
      let opener = token
      try advance()
      let (name, span) = try expectName()
      let variable = LocalVariable(name, .function, at: span)
      try declare([variable])
      return .localFunction(variable, try parseFunctionBody(opener))
    }
    var variables: [LocalVariable] = []
    repeat {
      let (name, span) = try expectName()
      let attribute = try parseAttribute()
      if attribute == .close, variables.contains(where: { $0.attribute == .close }) {
        throw SyntaxError("multiple to-be-closed variables in local list", at: span)
      }
      variables.append(LocalVariable(name, .local, attribute: attribute, at: span))
    } while try accept(.comma)
    let values = try accept(.assign) ? try parseExpressions() : []
    try declare(variables)
    return .local(variables, values: values)
  }

  private mutating func parseAttribute() throws(SyntaxError) -> LocalVariable.Attribute? {
    guard try accept(.less) else { return nil }
    let (name, span) = try expectName()
    guard let attribute = LocalVariable.Attribute(rawValue: name) else {
      throw SyntaxError("unknown attribute '\(name)'", at: span)
    }
    try expect(.greater)
    return attribute
  }

  private mutating func parseReturn() throws(SyntaxError) -> Statement.Kind {
    try advance()
    let values = endsBlock(orUntil: true) || token.kind == .semicolon ? [] : try parseExpressions()
    _ = try accept(.semicolon)
    return .return(values)
  }

  private mutating func parseExpressionStatement() throws(SyntaxError) -> Statement.Kind {
    let first = try parseSuffixed()
    if token.kind != .assign, token.kind != .comma {
      if case .suffixed(_, let suffixes) = first.kind {
        switch suffixes.last?.kind {
        case .call, .method: return .call(first)
        default: break
        }
      }
      throw fault("syntax error near \(near)")
    }
    var targets = [first]
    try checkTarget(first)
    while try accept(.comma) {
      let target = try parseSuffixed()
      try checkTarget(target)
      targets.append(target)
    }
    try expect(.assign)
    return .assignment(targets: targets, values: try parseExpressions())
  }

  /// Only names, fields and indices can be assigned to.
  private func checkTarget(_ target: Expression) throws(SyntaxError) {
    switch target.kind {
    case .name(let use):
      use.variable?.reads -= 1
      return try noteAssignment(to: use, at: target.span)
    case .suffixed(_, let suffixes):
      switch suffixes.last?.kind {
      case .field, .index: return
      default: break
      }
    default: break
    }
    throw fault("syntax error near \(near)")
  }

  private func noteAssignment(to use: NameUse, at span: SourceSpan) throws(SyntaxError) {
    guard let variable = use.variable else { return }
    guard variable.attribute == nil else {
      throw SyntaxError("attempt to assign to const variable '\(variable.name)'", at: span)
    }
    variable.writes += 1
  }
}
