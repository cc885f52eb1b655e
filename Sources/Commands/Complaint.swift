import ArgumentParser
import Integrations

/// How errors that end a command reach a person: on stderr, with what to do.
enum Complaint {
  /// Prints an error and gives the exit code for it.
  static func report(_ error: IntegrationError) -> ExitCode {
    let console = Console(Console.standardError)
    console.write(text(error, console))
    return ExitStatus(error).code
  }

  static func text(_ error: IntegrationError, _ console: Console) -> String {
    var text = console.paint("error: ", .red, .bold)
    if let location = error.location { text += console.paint("\(Console.plain(location.description)): ", .bold) }
    text += Console.plain(error.message, keepsLines: true) + "\n"
    if let fault = error.fault {
      text += excerpt(fault, console)
    } else if let file = error.location?.file, let number = error.location?.line,
      let line = SourceLine.text(number, of: file)
    {
      text += SourceExcerpt(line: line, number: number, mark: nil).text(console, color: .red)
    }
    for line in error.traceback { text += console.paint("  at \(Console.plain(line.text))", .dim) + "\n" }
    if let hint = error.hint { text += console.paint("  hint: ", .cyan) + Console.plain(hint) + "\n" }
    return text
  }

  private static func excerpt(_ fault: ScriptFault, _ console: Console) -> String {
    var fault = fault
    // The error has them in its own words.
    fault.traceback = []
    return FaultDetails(console: console, indent: "  ").text(fault, isAdvised: false)
  }
}
