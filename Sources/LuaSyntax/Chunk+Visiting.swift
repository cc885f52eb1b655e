/// Where a visit is: the functions around, outermost first.
package struct VisitContext {
  package var functions: [FunctionBody] = []
}

/// What a visit calls for each node, outer ones first.
package protocol SyntaxVisitor {
  mutating func visit(_ statement: Statement, in context: VisitContext)
  mutating func visit(_ expression: Expression, in context: VisitContext)
}

extension SyntaxVisitor {
  package mutating func visit(_ statement: Statement, in context: VisitContext) {}
  package mutating func visit(_ expression: Expression, in context: VisitContext) {}
}

extension Chunk {
  /// Shows every statement and expression to a visitor, in the order of the text.
  package func visit(_ visitor: inout some SyntaxVisitor) { block.visit(&visitor, VisitContext()) }

  /// Calls `body` with every expression, in the order of the text.
  package func forEachExpression(_ body: (Expression, VisitContext) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = ExpressionVisitor(body: body)
      visit(&visitor)
    }
  }
}

extension FunctionBody {
  /// Shows what is in the function to a visitor.
  package func visit(_ visitor: inout some SyntaxVisitor, in context: VisitContext = VisitContext()) {
    var inner = context
    inner.functions.append(self)
    block.visit(&visitor, inner)
  }
}

private struct ExpressionVisitor: SyntaxVisitor {
  let body: (Expression, VisitContext) -> Void

  func visit(_ expression: Expression, in context: VisitContext) { body(expression, context) }
}

extension Block {
  fileprivate func visit(_ visitor: inout some SyntaxVisitor, _ context: VisitContext) {
    for statement in statements { statement.visit(&visitor, context) }
  }
}

extension Statement {
  fileprivate func visit(_ visitor: inout some SyntaxVisitor, _ context: VisitContext) {
    visitor.visit(self, in: context)
    switch kind {
    case .local(_, let values), .return(let values): values.forEach { $0.visit(&visitor, context) }
    case .assignment(let targets, let values): (targets + values).forEach { $0.visit(&visitor, context) }
    case .call(let call): call.visit(&visitor, context)
    case .block(let block): block.visit(&visitor, context)
    case .while(let condition, let block):
      condition.visit(&visitor, context)
      block.visit(&visitor, context)
    case .repeat(let block, let condition):
      block.visit(&visitor, context)
      condition.visit(&visitor, context)
    case .if(let branches, let otherwise):
      for branch in branches {
        branch.condition.visit(&visitor, context)
        branch.block.visit(&visitor, context)
      }
      otherwise?.visit(&visitor, context)
    case .numericFor(_, let start, let limit, let step, let block):
      for bound in [start, limit, step] { bound?.visit(&visitor, context) }
      block.visit(&visitor, context)
    case .genericFor(_, let values, let block):
      values.forEach { $0.visit(&visitor, context) }
      block.visit(&visitor, context)
    case .function(let target, let body):
      target.visit(&visitor, context)
      body.visit(&visitor, in: context)
    case .localFunction(_, let body): body.visit(&visitor, in: context)
    case .break, .goto, .label: break
    }
  }
}

extension Expression {
  /// Shows the expression and what is in it to a visitor.
  package func visit(_ visitor: inout some SyntaxVisitor, _ context: VisitContext = VisitContext()) {
    visitor.visit(self, in: context)
    switch kind {
    case .nil, .boolean, .number, .string, .varargs, .name: break
    case .function(let body): body.visit(&visitor, in: context)
    case .table(let fields):
      for field in fields {
        if case .expression(let key) = field.key { key.visit(&visitor, context) }
        field.value.visit(&visitor, context)
      }
    case .unary(_, let operand), .parenthesized(let operand): operand.visit(&visitor, context)
    case .binary(let first, let operations):
      first.visit(&visitor, context)
      for operation in operations { operation.operand.visit(&visitor, context) }
    case .suffixed(let prefix, let suffixes):
      prefix.visit(&visitor, context)
      for suffix in suffixes {
        switch suffix.kind {
        case .field: break
        case .index(let key): key.visit(&visitor, context)
        case .call(let arguments), .method(_, let arguments): arguments.forEach { $0.visit(&visitor, context) }
        }
      }
    }
  }
}
