/// Which of a file's lines with code ran.
package struct FileCoverage: Sendable {
  /// As the user can open it.
  package var path: String
  /// The lines that hold code.
  package var code: Set<Int>
  /// Those of them that ran.
  package var covered: Set<Int>

  package var percent: Double { code.isEmpty ? 100 : 100 * Double(covered.count) / Double(code.count) }

  /// Lines that did not run, joined to ranges where no line with code that ran is between them.
  package var gaps: [ClosedRange<Int>] {
    var gaps: [ClosedRange<Int>] = []
    var isOpen = false
    for line in code.sorted() {
      if covered.contains(line) {
        isOpen = false
      } else if isOpen, let last = gaps.popLast() {
        gaps.append(last.lowerBound...line)
      } else {
        gaps.append(line...line)
        isOpen = true
      }
    }
    return gaps
  }
}
