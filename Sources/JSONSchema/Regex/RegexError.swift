/// Why a regular expression cannot be used.
struct RegexError: Error, Hashable, Sendable {
  /// The place in the expression, in Unicode scalars from 0.
  let offset: Int
  /// What is wrong there, without the place.
  let reason: String
}
