/// A compiled schema with all that it refers to.
struct Program: Sendable {
  var nodes: [Node] = []
  var root = 0
  /// Whether a reference looks at the dynamic scope; if none does the scope is not kept.
  var usesDynamicScope = false
  /// The version of the root schema.
  var dialect: Dialect = .draft2020
}
