/// A statement (manual §3.3). Empty statements are left out.
package struct Statement {
  package indirect enum Kind {
    case local([LocalVariable], values: [Expression])
    case assignment(targets: [Expression], values: [Expression])
    case call(Expression)
    case block(Block)
    case `while`(Expression, Block)
    case `repeat`(Block, until: Expression)
    case `if`([Branch], otherwise: Block?)
    case numericFor(LocalVariable, start: Expression, limit: Expression, step: Expression?, Block)
    case genericFor([LocalVariable], values: [Expression], Block)
    /// `function a.b.c() … end`; a method's `self` is among the parameters.
    case function(target: Expression, FunctionBody)
    case localFunction(LocalVariable, FunctionBody)
    case `return`([Expression])
    case `break`
    case goto(String)
    case label(String)
  }

  package struct Branch {
    package var condition: Expression
    package var block: Block
  }

  package var kind: Kind
  package var span: SourceSpan
}

/// Statements with a scope of their own.
package struct Block {
  package var statements: [Statement]
}

/// The parameters and the block of a function.
package final class FunctionBody {
  package let parameters: [LocalVariable]
  package let isVariadic: Bool
  package let block: Block
  package let span: SourceSpan

  init(parameters: [LocalVariable], isVariadic: Bool, block: Block, span: SourceSpan) {
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.block = block
    self.span = span
  }
}

/// A local variable from its declaration to the end of its scope.
package final class LocalVariable {
  package enum Kind {
    case local, function, parameter, loop
    /// The `self` that a method has unwritten.
    case implicitSelf
  }

  package enum Attribute: String {
    case const, close
  }

  package let name: String
  package let kind: Kind
  package let attribute: Attribute?
  /// The name where it is declared.
  package let span: SourceSpan
  /// How often it is read; writes do not count.
  package internal(set) var reads = 0
  /// How often it is assigned to after its declaration.
  package internal(set) var writes = 0

  init(_ name: String, _ kind: Kind, attribute: Attribute? = nil, at span: SourceSpan) {
    self.name = name
    self.kind = kind
    self.attribute = attribute
    self.span = span
  }
}
