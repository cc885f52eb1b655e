import Integrations

/// What `luahost list` prints for people.
struct CataloguePage {
  private let listings: [IntegrationListing]
  private let console: Console

  init(_ listings: [IntegrationListing], console: Console) {
    self.listings = listings
    self.console = console
  }

  var text: String {
    guard !listings.isEmpty else { return "The catalogue is empty.\n" }
    return listings.map(section).joined(separator: "\n")
  }

  private func section(_ listing: IntegrationListing) -> String {
    let entry = listing.entry
    let state = entry.isEnabled ? "" : console.paint("  disabled", .yellow)
    var text = console.paint(entry.name, .bold) + "  \(Console.plain(entry.title))\(state)\n"
    if !entry.description.isEmpty { text += console.paint("  \(Console.plain(entry.description))", .dim) + "\n" }
    if let error = listing.error {
      text += console.paint("  error: ", .red, .bold) + Console.plain(error.description) + "\n"
    }
    let width = listing.tasks.map(\.name.count).max() ?? 0
    for task in listing.tasks {
      let padding = String(repeating: " ", count: width - task.name.count)
      let kind = task.kind == .insight ? "insight, \(task.severity.rawValue)" : "collector"
      let disabled = task.isEnabled ? "" : ", disabled"
      text +=
        "    \(task.name)\(padding)  \(Console.plain(task.title))  " + console.paint("(\(kind)\(disabled))", .dim)
        + "\n"
    }
    return text
  }
}
