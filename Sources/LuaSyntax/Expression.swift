/// An expression (manual §3.4).
package struct Expression {
  package indirect enum Kind {
    case `nil`
    case boolean(Bool)
    case number(LuaNumber)
    case string([UInt8])
    case varargs
    case function(FunctionBody)
    case name(NameUse)
    case table([TableField])
    case unary(UnaryOperator, Expression)
    /// Operations from left to right: `a * b + c` is `a`, then `* b`, then `+ c`. Written as a list, so that long
    /// chains are not deep trees.
    case binary(Expression, [Operation])
    /// A prefix and what follows it: `ctx.get_data("x").items` is `ctx`, `.get_data`, `("x")`, `.items`.
    case suffixed(Expression, [Suffix])
    case parenthesized(Expression)
  }

  package var kind: Kind
  package var span: SourceSpan
}

/// A name where it is used, and what it means there.
package struct NameUse {
  package enum Binding {
    /// A variable of the same function.
    case local(LocalVariable)
    /// A variable of a function around it.
    case upvalue(LocalVariable)
    /// A field of the chunk's `_ENV`.
    case global
    /// A field of an `_ENV` that the author declared.
    case field(of: LocalVariable)
  }

  package var name: String
  package var binding: Binding

  /// The variable, where it is one.
  package var variable: LocalVariable? {
    switch binding {
    case .local(let variable), .upvalue(let variable): variable
    case .global, .field: nil
    }
  }

  package var isGlobal: Bool {
    if case .global = binding { true } else { false }
  }
}

/// A field of a table constructor (manual §3.4.9).
package struct TableField {
  package enum Key {
    case positional
    case name(String)
    case expression(Expression)
  }

  package var key: Key
  /// The key alone where there is one.
  package var keySpan: SourceSpan
  package var value: Expression
}

/// An operator and its right operand.
package struct Operation {
  package var symbol: String
  package var operand: Expression
}

package enum UnaryOperator: String {
  case minus = "-"
  case not
  case length = "#"
  case complement = "~"
}

/// What follows a prefix expression: an index or a call.
package struct Suffix {
  package enum Kind {
    /// `.name`
    case field(String)
    /// `[key]`
    case index(Expression)
    /// `(arguments)`, `"text"` or `{…}`
    case call([Expression])
    /// `:name(arguments)`
    case method(String, [Expression])
  }

  package var kind: Kind
  /// From its `.`, `[`, `(` or `:`; for a field, the name alone.
  package var span: SourceSpan
}
