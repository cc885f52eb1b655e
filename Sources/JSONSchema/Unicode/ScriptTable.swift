/// The scripts of Unicode by their names and their short names.
enum ScriptTable {
  private static let scripts = read(ScriptData.scripts)
  private static let extensions = read(ScriptExtensionData.scripts)

  private static func read(_ text: String) -> [String: [ClosedRange<UInt32>]] {
    var scripts: [String: [ClosedRange<UInt32>]] = [:]
    for table in RangeText.tables(text) {
      for name in table.name.split(separator: ",") { scripts[String(name)] = table.ranges }
    }
    return scripts
  }

  /// The scalars of a script, nil where there is no such script.
  static func ranges(of name: String, withExtensions: Bool) -> [ClosedRange<UInt32>]? {
    (withExtensions ? extensions[name] : nil) ?? scripts[name]
  }

  static func contains(_ scalar: UInt32, _ name: String) -> Bool {
    SortedRanges.contains(scalar, in: scripts[name] ?? [])
  }
}
