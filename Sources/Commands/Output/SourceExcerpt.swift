/// A line of a file with its number, and a mark under what is meant:
/// ```
///   44 |   return { message = "user " .. user.email }
///      |                                      ^^^^^
/// ```
struct SourceExcerpt {
  let line: String
  let number: Int
  /// Columns from 1, in Unicode scalars; nil where nothing is marked.
  let mark: Range<Int>?

  /// The most of a line that is shown: minified JSON has long ones.
  private static let widest = 160

  func text(_ console: Console, color: Console.Attribute, indent: String = "  ") -> String {
    let scalars = Array(line.unicodeScalars)
    let column = mark?.lowerBound ?? 1
    let first = column > Self.widest - 40 ? column - 40 : 0
    let shown = scalars.dropFirst(first).prefix(Self.widest)
    let number = String(number)
    let bar = console.paint("|", .dim)
    let content = shown.map { $0 == "\t" ? "\t" : Console.plain(String($0)) }.joined()
    var text = "\(indent)\(console.paint(number, .dim)) \(bar) \(content)\n"
    guard let mark else { return text }
    let before = shown.prefix(max(0, column - 1 - first))
    // Tabs stay tabs in both lines, so that the mark stands where it should.
    let blank = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of($0)) }.joined()
    let length = max(1, min(mark.upperBound, first + Self.widest) - column)
    let width = shown.dropFirst(before.count).prefix(length).reduce(0) { $0 + DisplayWidth.of($1) }
    let carets = console.paint(String(repeating: "^", count: max(1, width)), color, .bold)
    text += "\(indent)\(String(repeating: " ", count: number.count)) \(bar) \(blank)\(carets)\n"
    return text
  }
}
