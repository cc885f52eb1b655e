/// Reading of the line of an author's file that a fault names.
package enum SourceLine {
  /// Longer files are not searched for a line.
  private static let mostBytes = 1 << 20

  /// The line, without blanks at its end; nil where there is none, or where the place is not inside of the folder: scripts
  /// may give chunks any name.
  static func text(at location: SourceLocation?, in folder: String) -> String? {
    guard let location, let line = location.line, Files.isInside(folder, location.file) else { return nil }
    return text(line, of: Files.join(folder, location.file))
  }

  /// A line of a file, likewise.
  package static func text(_ line: Int, of path: String) -> String? {
    guard line > 0, let bytes = try? Files.read(path), bytes.count <= mostBytes else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
    guard lines.count >= line else { return nil }
    var text = lines[line - 1]
    while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text.removeLast() }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
