/// The syntax tree of a regular expression.
indirect enum RegexNode: Sendable {
  case empty
  case scalar(UInt32)
  case set(ScalarSet)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  case capture(RegexNode, index: Int)
  case repetition(RegexNode, minimum: Int, maximum: Int?, isLazy: Bool)
  case assertion(RegexAssertion)
  case look(RegexNode, isBehind: Bool, isNegated: Bool)
  case backreference(Int)
}

/// An assertion about a place in the text.
enum RegexAssertion: Sendable {
  case start
  case end
  case wordBoundary
  case noWordBoundary
}
