extension Parser {
  /// Makes variables visible.
  mutating func declare(_ variables: [LocalVariable]) throws(SyntaxError) {
    for variable in variables {
      function.variables.append(variable)
      declared.append(variable)
      try checkVariableCount(at: variable.span)
    }
  }

  /// Counts variables that a `for` loop keeps for itself, while `body` runs.
  mutating func withHiddenVariables<Result>(
    _ count: Int, _ body: (inout Parser) throws(SyntaxError) -> Result
  ) throws(SyntaxError) -> Result {
    function.hiddenVariables += count
    try checkVariableCount(at: token.span)
    let result = try body(&self)
    function.hiddenVariables -= count
    return result
  }

  private func checkVariableCount(at span: SourceSpan) throws(SyntaxError) {
    guard function.variables.count + function.hiddenVariables <= FunctionScope.variableLimit else {
      throw SyntaxError("too many local variables (limit is \(FunctionScope.variableLimit)) in a function", at: span)
    }
  }

  /// What a name means here.
  func resolve(_ name: String, at span: SourceSpan) throws(SyntaxError) -> NameUse {
    if let (variable, isOwn) = try find(name, at: span) {
      return NameUse(name: name, binding: isOwn ? .local(variable) : .upvalue(variable))
    }
    if let (environment, _) = try find("_ENV", at: span) {
      environment.reads += 1
      return NameUse(name: name, binding: .field(of: environment))
    }
    var scope: FunctionScope? = function
    while let current = scope {
      guard current.captureEnvironment() else { throw tooManyUpvalues(span) }
      scope = current.parent
    }
    return NameUse(name: name, binding: .global)
  }

  private func find(_ name: String, at span: SourceSpan) throws(SyntaxError) -> (LocalVariable, isOwn: Bool)? {
    if let variable = function.variable(name) { return (variable, true) }
    var passed = [function]
    var scope = function.parent
    while let current = scope {
      if let variable = current.variable(name) {
        for inner in passed where !inner.capture(variable) { throw tooManyUpvalues(span) }
        return (variable, false)
      }
      passed.append(current)
      scope = current.parent
    }
    return nil
  }

  private func tooManyUpvalues(_ span: SourceSpan) -> SyntaxError {
    SyntaxError("too many upvalues (limit is \(FunctionScope.upvalueLimit)) in a function", at: span)
  }

  /// A block with a scope of its own.
  mutating func parseBlock(isLoop: Bool = false) throws(SyntaxError) -> Block {
    function.openBlock(isLoop: isLoop)
    let block = Block(statements: try parseStatements())
    try function.closeBlock()
    return block
  }

  /// A block that begins with variables of its own, such as those of a loop.
  mutating func parseBlock(declaring variables: [LocalVariable]) throws(SyntaxError) -> Block {
    function.openBlock(isLoop: false)
    try declare(variables)
    let block = Block(statements: try parseStatements())
    try function.closeBlock()
    return block
  }

  /// `(parameters) block end`; `function` was read, and is given for messages.
  mutating func parseFunctionBody(
    _ opener: Token, implicitSelf: SourceSpan? = nil
  ) throws(SyntaxError) -> FunctionBody {
    try expect(.leftParenthesis)
    var parameters: [LocalVariable] = []
    if let span = implicitSelf { parameters.append(LocalVariable("self", .implicitSelf, at: span)) }
    var isVariadic = false
    if token.kind != .rightParenthesis {
      repeat {
        if try accept(.ellipsis) {
          isVariadic = true
          break
        }
        let (name, span) = try expectName()
        parameters.append(LocalVariable(name, .parameter, at: span))
      } while try accept(.comma)
    }
    try expect(.rightParenthesis)
    let outer = function
    function = FunctionScope(parent: outer, isVariadic: isVariadic)
    let block = try parseBlock(declaring: parameters)
    try expect(.end, closing: opener)
    function = outer
    return FunctionBody(
      parameters: parameters, isVariadic: isVariadic, block: block, span: span(from: opener.span))
  }
}
