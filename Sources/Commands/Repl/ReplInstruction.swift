/// What a line of the prompt that begins with a colon asks for.
enum ReplInstruction: Hashable {
  case help
  case tasks
  case run([String])
  case reload
  case quit
  /// None that is known.
  case unknown(String)

  /// nil for a line of Lua.
  init?(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first, first.hasPrefix(":"), !first.hasPrefix("::") else { return nil }
    self =
      switch first {
      case ":help", ":h", ":?": .help
      case ":tasks", ":t": .tasks
      case ":run", ":r": .run(words.dropFirst().flatMap { $0.split(separator: ",").map(String.init) })
      case ":reload": .reload
      case ":quit", ":q", ":exit": .quit
      default: .unknown(first)
      }
  }

  static let names = [":help", ":tasks", ":run ", ":reload", ":quit"]

  static let table = """
    :tasks      lists the tasks, and which have data
    :run a,b    runs these tasks and what they depend on, and keeps their data; alone, runs all
    :reload     reads the files again; variables are forgotten
    :help       shows this
    :quit       ends, as Ctrl-D does
    """
}
