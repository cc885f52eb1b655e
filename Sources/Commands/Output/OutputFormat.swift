import ArgumentParser

/// In what form a run is given out.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case pretty, json, ndjson, junit, sarif, html, csv, ocsf

  /// Endings of files that stand for a format; of two that fit, the longer one holds.
  private static let endings: [(ending: String, format: OutputFormat)] = [
    (".txt", .pretty), (".log", .pretty), (".json", .json), (".ndjson", .ndjson), (".jsonl", .ndjson),
    (".xml", .junit), (".sarif", .sarif), (".sarif.json", .sarif), (".html", .html), (".htm", .html), (".csv", .csv),
    (".ocsf", .ocsf), (".ocsf.json", .ocsf), (".ocsf.ndjson", .ocsf), (".ocsf.jsonl", .ocsf),
  ]

  /// The format that the ending of a file's name stands for.
  init?(ending path: String) {
    let name = path.lowercased()
    let fitting = Self.endings.filter { name.hasSuffix($0.ending) }
    guard let longest = fitting.max(by: { $0.ending.count < $1.ending.count }) else { return nil }
    self = longest.format
  }

  /// For a message: `.txt, .log, .json …`.
  static var endingsText: String { endings.map(\.ending).joined(separator: ", ") }
}
