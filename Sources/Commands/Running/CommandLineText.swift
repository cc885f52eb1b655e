import Integrations

/// A command line as it can be pasted into a shell.
enum CommandLineText {
  /// This process's own, with one option in place of another, and secrets masked.
  static func current(
    _ arguments: [String] = CommandLine.arguments, replacing option: String, with other: String, secrets: [String]
  ) -> String {
    let mask = SecretMask(secrets)
    var words = ["luahost"]
    for argument in arguments.dropFirst() {
      if argument == option {
        words.append(other)
      } else if argument.hasPrefix("\(option)=") {
        words.append(other + argument.dropFirst(option.count))
      } else {
        words.append(mask.apply(to: argument))
      }
    }
    return words.map(quoted).joined(separator: " ")
  }

  /// As a POSIX shell reads it.
  static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_=/.,:@%+".contains($0) }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }
}
