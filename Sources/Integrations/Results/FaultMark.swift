/// Finds on a line of Lua what an error speaks of.
package struct FaultMark {
  private let scalars: [Unicode.Scalar]
  private let words: [(text: String, columns: Range<Int>, before: Unicode.Scalar?)]

  package init(_ line: String) {
    var words: [(text: String, columns: Range<Int>, before: Unicode.Scalar?)] = []
    let scalars = Array(line.unicodeScalars)
    var index = 0
    while index < scalars.count {
      guard Self.isPart(scalars[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < scalars.count, Self.isPart(scalars[index]) { index += 1 }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[start..<index])
      words.append((String(text), start + 1..<index + 1, start > 0 ? scalars[start - 1] : nil))
    }
    self.words = words
    self.scalars = scalars
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
  }

  /// Whether a variable's name is on the line, not as the name of a field.
  package func mentions(_ name: String) -> Bool {
    words.contains { $0.text == name && $0.before != "." && $0.before != ":" }
  }

  /// Where the culprit of a message stands; nil where that is not certain.
  package func columns(of message: String) -> Range<Int>? {
    guard let culprit = FaultAdvice.culprit(in: message) else { return nil }
    let isMember = ["field", "method"].contains(culprit.kind)
    let places = words.filter { word in
      word.text == culprit.name && isMember == (word.before == "." || word.before == ":" || word.before == "\"")
    }
    return places.count == 1 ? places[0].columns : nil
  }
  /// The whole expression that ends in the culprit of a message, such as `items[3].name`.
  func expression(of message: String) -> String? {
    guard let columns = columns(of: message) else { return nil }
    var start = columns.lowerBound - 1
    var depth = 0
    while start > 0 {
      let scalar = scalars[start - 1]
      if scalar == "]" { depth += 1 }
      if scalar == "[" { depth -= 1 }
      guard depth > 0 || depth == 0 && (Self.isPart(scalar) || scalar == "." || scalar == "[") else { break }
      start -= 1
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<columns.upperBound - 1])
    let expression = String(text)
    return expression.first.map { $0.isLetter || $0 == "_" } ?? false ? expression : nil
  }
}
