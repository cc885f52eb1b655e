import Integrations
import Scaffold

/// What was written, and what to do next.
struct NewIntegrationPage {
  let plan: ScaffoldPlan
  /// Why there are no annotations for editors; nil where there are.
  let note: String?
  let console: Console

  var text: String {
    let integration = plan.integration
    let folder = Files.join(Files.join(plan.root, "integrations"), integration.name)
    let start = "integrations/\(integration.name)/"
    var rows = plan.files.map { (name: String($0.path.dropFirst(start.count)), summary: $0.summary) }
    rows = rows.map { (name: "  \($0.name)", summary: $0.summary) }
    rows.append((name: Files.join(plan.root, Catalogue.fileName), summary: "its entry: config, secrets, network"))
    rows += plan.repositoryFiles.map { (name: Files.join(plan.root, $0.path), summary: $0.summary) }
    let width = rows.map(\.name.count).max() ?? 0
    var text =
      "\n\(console.paint("✓", .green, .bold)) \(Console.plain(integration.title)): \(console.paint(folder, .bold))\n"
    for row in rows {
      let padding = String(repeating: " ", count: width - row.name.count + 2)
      text += "  \(row.name)\(padding)\(console.paint(row.summary, .dim))\n"
    }
    if let note {
      text += "\(console.paint("note:", .yellow)) There are no annotations for editors: \(Console.plain(note))\n"
    }
    return text + "\n" + console.paint("Next", .bold) + "\n" + steps(folder)
  }

  private func steps(_ folder: String) -> String {
    let path = folder.contains { " '\"$\\".contains($0) } ? "'\(folder.replacing("'", with: "'\\''"))'" : folder
    let commands = [
      ("luahost test \(path)", "passes as it is"),
      ("luahost dev \(path)", "runs again on each save"),
      ((["luahost run \(path)"] + plan.integration.runOptions).joined(separator: " "), "asks the real API"),
    ]
    let width = commands.prefix(2).map(\.0.count).max() ?? 0
    return commands.map { command, summary in
      let padding = String(repeating: " ", count: max(2, width - command.count + 2))
      return "  \(console.paint(command, .cyan))\(padding)\(console.paint("# \(summary)", .dim))\n"
    }.joined()
  }
}
