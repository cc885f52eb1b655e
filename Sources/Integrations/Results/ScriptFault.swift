package import Lua

/// One line of a traceback: an author's frame.
package struct TracebackLine: Sendable, Hashable {
  package var location: SourceLocation
  package var function: String
  /// A frame of the host or its library; shown with `--verbose` only.
  package var isInternal: Bool

  init(_ frame: LuaFrame) {
    location = SourceLocation(file: frame.source, line: frame.line)
    function = frame.function
    isInternal = frame.isInternal
  }

  package var text: String {
    let place = function.isEmpty ? "" : function == "main chunk" ? " in the main chunk" : " in function '\(function)'"
    return "\(location)\(place)"
  }
}

/// An error of a script as its author sees it: the text without position, where it was, and how the script got there.
package struct ScriptFault: Error, Sendable {
  package var code: LuaError.Code
  package var message: String
  package var location: SourceLocation?
  package var traceback: [TracebackLine]
  /// What the variables of the function that failed held, by name, in the order of their declarations.
  package var variables: [Variable] = []
  /// The line of the author's file that the location names.
  package var sourceLine: String?

  package init(message: String, location: SourceLocation? = nil) {
    code = .error
    self.message = message
    self.location = location
    traceback = []
  }

  package init(_ error: LuaError) {
    code = error.code
    traceback = error.frames.map(TracebackLine.init)
    for variable in error.variables {
      variables.removeAll { $0.name == variable.name }
      variables.append(Variable(name: variable.name, text: variable.text))
    }
    (location, message) = Self.split(error.message)
    if location == nil {
      let frames = traceback.filter { !$0.isInternal && $0.location.line != nil }
      location = (frames.first { $0.location.file.hasSuffix(".lua") } ?? frames.first)?.location
    }
  }

  /// A variable of the function that failed.
  package struct Variable: Sendable, Hashable {
    package var name: String
    /// A short text of its value, such as `{ id = 1, tags = {…} }`.
    package var text: String
  }

  /// What to do, for errors of Lua's own; nil where the message says it, or nobody knows.
  package var advice: String? { code == .error ? FaultAdvice(message, line: sourceLine).text : nil }

  /// `message` with its position in front: `collectors/a.lua:3: boom`.
  package var text: String { location.map { "\($0): \(message)" } ?? message }

  /// The author's frames, one a line, innermost first; nil when there are none.
  package func tracebackText(verbose: Bool = false) -> String? {
    let lines = traceback.filter { verbose || !$0.isInternal }
    return lines.isEmpty ? nil : lines.map(\.text).joined(separator: "\n")
  }

  /// Takes Lua's position `file.lua:12: ` off the front of a message.
  private static func split(_ message: String) -> (SourceLocation?, String) {
    guard let suffix = message.firstRange(of: ".lua:") else { return (nil, message) }
    let file = message[..<suffix.upperBound].dropLast()
    let rest = message[suffix.upperBound...]
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let tail = rest.dropFirst(digits.count)
    guard let line = Int(digits), tail.hasPrefix(": "), !file.contains(where: { $0 == " " || $0 == "\n" }) else {
      return (nil, message)
    }
    return (SourceLocation(file: String(file), line: line), String(tail.dropFirst(2)))
  }
}
