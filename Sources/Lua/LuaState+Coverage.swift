import CLuaHost

extension LuaState {
  /// Notes from now on which lines of chunks named `@path` run. Scripts get slower by it; a state that is not asked pays
  /// nothing.
  /// - Throws: ``LuaError`` of code `memory`.
  public func startCoverage() throws(LuaError) {
    guard lh_cover(handle) else { throw LuaError(code: .memory, message: "There is no memory to note lines in.") }
  }

  /// The lines that ran since then, by path. They can be read when the state is abandoned, too.
  public var coveredLines: [String: Set<Int>] {
    var count = 0
    guard let files = lh_covered_files(handle, &count) else { return [:] }
    var lines: [String: Set<Int>] = [:]
    for file in UnsafeBufferPointer(start: files, count: count) {
      guard let source = file.source else { continue }
      lines[String(cString: source), default: []].formUnion(file.numbers)
    }
    return lines
  }

  /// The lines of a source that hold code, those of all functions in it; nil where it does not compile.
  ///
  /// They are those that ``coveredLines`` can have. Some are no more than an `end`.
  public static func codeLines(of source: [UInt8]) -> Set<Int>? {
    var lines = lh_covered()
    let compiles = source.withUnsafeBytes { bytes in
      lh_code_lines(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &lines)
    }
    guard compiles else { return nil }
    defer { lh_free_lines(&lines) }
    return lines.numbers
  }
}

extension lh_covered {
  fileprivate var numbers: Set<Int> {
    guard let bits else { return [] }
    return Set((0..<lines).filter { bits[$0 / 8] & (1 << ($0 % 8)) != 0 })
  }
}
