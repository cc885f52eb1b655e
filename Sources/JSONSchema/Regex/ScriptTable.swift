/// The scripts of Unicode by name.
enum ScriptTable {
  /// The scalars of a script, nil where there is no such script.
  static func ranges(of name: String, withExtensions: Bool) -> [ClosedRange<UInt32>]? { nil }
}
