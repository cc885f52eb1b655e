/// What a key does in `luahost dev`.
enum DevKey: CaseIterable {
  case runLive, toggleLive, toggleFaults, runAgain, help, quit

  init?(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "r"), UInt8(ascii: "R"): self = .runLive
    case UInt8(ascii: "h"), UInt8(ascii: "H"): self = .toggleLive
    case UInt8(ascii: "f"), UInt8(ascii: "F"): self = .toggleFaults
    case 0x0A, 0x0D: self = .runAgain
    case UInt8(ascii: "?"): self = .help
    // Ctrl-D, as in other programs.
    case UInt8(ascii: "q"), UInt8(ascii: "Q"), 0x04: self = .quit
    default: return nil
    }
  }

  private var text: (name: String, effect: String) {
    switch self {
    case .runLive: ("r", "run all again, HTTP live")
    case .toggleLive: ("h", "HTTP live for each run from now on, or from the recording again")
    case .toggleFaults: ("f", "show only failures and violations, or everything again")
    case .runAgain: ("enter", "run all again, HTTP from the recording")
    case .help: ("?", "this list")
    case .quit: ("q", "quit, as does Ctrl-C; Ctrl-\\ tells what each task is doing")
    }
  }

  /// All of them, for the help.
  static var table: String {
    allCases.map { key in
      let name = key.text.name
      return "  \(name)\(String(repeating: " ", count: 8 - name.count))\(key.text.effect)"
    }
    .joined(separator: "\n")
  }
}
