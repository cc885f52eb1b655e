import Integrations
import Rocks

/// What `luahost install` did, a line an integration; faults and notes go to standard error.
struct InstallPage {
  let console: Console
  private let errors = Console(Console.standardError)

  init(console: Console) { self.console = console }

  func show(_ report: RockInstaller.Report, of name: String) {
    let rocks = report.rocks.map { "\($0.name) \($0.version)" }.joined(separator: ", ")
    let count = report.rocks.count == 1 ? "1 rock" : "\(report.rocks.count) rocks"
    let what =
      report.rocks.isEmpty
      ? "no rocks needed" : report.wasCurrent ? "up to date: \(rocks)" : "installed \(count): \(rocks)"
    console.write("\(console.paint("✓", .bold)) \(Console.plain(name))  \(Console.plain(what))\n")
    for note in report.notes { errors.write("  \(errors.paint("note:", .yellow)) \(Console.plain(note))\n") }
  }

  func show(_ error: IntegrationError, of name: String) {
    errors.write("\(errors.paint("✗", .red, .bold)) \(Console.plain(name))\n\(Complaint.text(error, errors))")
  }

  func showWaiting(_ name: String) {
    errors.write("\(Console.plain(name)): another luahost install is at work there; waiting for its end\n")
  }

  func showNone(_ path: String) {
    errors.write("No integration in \(Console.plain(path)) has a rockspec, so there is nothing to install.\n")
  }
}
