/// Why a key cannot be read or used. It never holds any part of a key.
struct KeyError: Error {
  /// What is wrong and what to do, without the name of the function.
  var message: String
}
