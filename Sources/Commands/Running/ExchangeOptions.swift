import ArgumentParser

/// Options that say where answers to HTTP requests come from, and whether they are kept.
struct ExchangeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep each HTTP exchange in this folder, in place of what was recorded there; secrets are masked.",
      valueName: "dir"),
    completion: .directory)
  var record: String?

  @Option(
    help: ArgumentHelp("Answer HTTP requests from what --record kept there; nothing is sent.", valueName: "dir"),
    completion: .directory)
  var replay: String?

  func validate() throws {
    if record != nil, replay != nil { throw ValidationError("Give --record or --replay, not both.") }
    for (option, path) in [("--record", record), ("--replay", replay)] where path?.isEmpty == true {
      throw ValidationError("\(option) takes a folder.")
    }
  }

  var source: RunTransport.Source {
    if let record { return .recording(into: record) }
    if let replay { return .replay(from: replay) }
    return .network
  }
}
