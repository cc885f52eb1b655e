import ArgumentParser
import Integrations
import Scaffold

/// What `luahost new` asks on a terminal. An empty line takes the default; Ctrl-D gives up, and nothing is written.
struct NewQuestions {
  private let terminal: TerminalInput
  private var console: Console { terminal.console }

  init(_ terminal: TerminalInput) { self.terminal = terminal }

  /// The next line, without blanks around it.
  private func line(_ prompt: String) throws -> String {
    guard let line = terminal.ask(prompt, hidden: false) else {
      console.write("\nNothing was written.\n")
      throw ExitStatus.interrupted.code
    }
    return line.trimmingSpaces
  }

  private func prompt(_ label: String, _ value: String) -> String {
    console.paint(label, .cyan) + console.paint(" [\(Console.plain(value))]", .dim) + console.paint(": ", .cyan)
  }

  func text(_ label: String, default value: String) throws -> String {
    let line = try line(prompt(label, value))
    return line.isEmpty ? value : line
  }

  func confirm(_ question: String) throws -> Bool {
    while true {
      switch try line(console.paint(question, .bold) + " [Y/n] ").lowercased() {
      case "", "y", "yes": return true
      case "n", "no": return false
      default: complain("answer yes or no")
      }
    }
  }

  /// The kind of auth, by its number or its name.
  func auth() throws -> AuthKind {
    let kinds = AuthKind.allCases
    var text = console.paint("How does the API know who asks?", .bold) + "\n"
    for (index, kind) in kinds.enumerated() {
      let padding = String(repeating: " ", count: 9 - kind.rawValue.count)
      text += "  \(index + 1)  \(console.paint(kind.rawValue, .cyan))\(padding)\(console.paint(kind.summary, .dim))\n"
    }
    console.write(text)
    while true {
      let line = try line(prompt("Number or name", AuthKind.bearer.rawValue)).lowercased()
      if line.isEmpty { return .bearer }
      if let kind = AuthKind(rawValue: line) { return kind }
      if let number = Int(line), kinds.indices.contains(number - 1) { return kinds[number - 1] }
      let nearest = Suggestion.nearest(to: line, in: kinds.map(\.rawValue)).map { "; did you mean \($0)?" } ?? ""
      complain("it must be a number from 1 to \(kinds.count), or one of the names\(nearest)")
    }
  }

  func baseURL() throws -> String {
    try checked("Base URL of the API", default: NewIntegration.defaultBaseURL) { text throws(IntegrationError) in
      try NewIntegration.baseURL(text)
    }
  }

  func header() throws -> String {
    try checked("Header for the key", default: NewIntegration.defaultHeader) { text throws(IntegrationError) in
      try NewIntegration.header(text)
    }
  }

  /// Asks until an answer is fit.
  private func checked(
    _ label: String, default value: String, _ check: (String) throws(IntegrationError) -> String
  ) throws -> String {
    while true {
      let text = try text(label, default: value)
      do throws(IntegrationError) {
        return try check(text)
      } catch {
        complain(error.description)
      }
    }
  }

  private func complain(_ text: String) {
    console.write("  " + console.paint("✗ ", .red, .bold) + Console.plain(text) + "\n")
  }
}
