import Development
import Integrations
import JSONSchema

/// What is different in a result, a line a difference.
struct DifferencePage {
  let console: Console
  /// Whether data that differ are left out.
  let isBrief: Bool
  /// Whether messages that differ are told; the lines of the tasks have them otherwise.
  let tellsMessages: Bool

  private static let mostPlaces = 8
  private static let mostLines = 40
  private static let longestValue = 60

  func text(_ difference: ResultDifference) -> String {
    var lines: [String] = []
    for task in difference.tasks { lines += turn(task) }
    for violation in difference.appeared { lines.append(line("+", .red, violation)) }
    for violation in difference.gone { lines.append(line("-", .green, violation)) }
    for (before, now) in difference.altered { lines.append(altered(before, now)) }
    if !isBrief { for task in difference.tasks { lines += changes(task) } }
    let rest = lines.count - Self.mostLines
    if rest > 1 { lines = lines.prefix(Self.mostLines) + [console.paint("… and \(rest) more differences", .dim)] }
    return lines.map { "  \($0)\n" }.joined()
  }

  private func line(_ sign: String, _ color: Console.Attribute, _ violation: Violation) -> String {
    let resource = violation.resourceID.map { console.paint(Console.plain($0), .cyan) + "  " } ?? ""
    return "\(console.paint(sign, color, .bold)) \(JobReport.badge(violation.severity, console)) "
      + "\(violation.taskName)  \(resource)\(short(violation.description))"
  }

  private func altered(_ before: Violation, _ now: Violation) -> String {
    let severity =
      before.severity == now.severity
      ? "" : console.paint("  was \(before.severity.rawValue)", .dim)
    let description =
      before.description == now.description ? "" : console.paint("  was: \(short(before.description))", .dim)
    return line("~", .yellow, now) + severity + description
  }

  private func turn(_ task: ResultDifference.Task) -> [String] {
    let name = task.name
    switch task.turn {
    case .added?: return ["\(console.paint("+", .green, .bold)) \(name) is new"]
    case .removed?: return ["\(console.paint("-", .yellow, .bold)) \(name) is gone"]
    case .failed?: return ["\(console.paint("✗", .red, .bold)) \(name) fails now"]
    case .recovered?: return ["\(console.paint("✓", .green, .bold)) \(name) works again"]
    case .skipped?: return ["\(console.paint("-", .yellow, .bold)) \(name) is skipped now"]
    case .runsAgain?: return ["\(console.paint("✓", .green, .bold)) \(name) runs again"]
    case nil: return task.hasOtherErrors ? ["\(console.paint("~", .red, .bold)) \(name) has other errors"] : []
    }
  }

  private func changes(_ task: ResultDifference.Task) -> [String] {
    var lines: [String] = []
    if tellsMessages, let (before, now) = task.message {
      lines.append(change("message", from: before.map { .string($0) }, to: now.map { .string($0) }, in: task))
    }
    for place in task.data.prefix(Self.mostPlaces) {
      let path = place.path.isEmpty || place.path.hasPrefix("[") ? "data\(place.path)" : "data.\(place.path)"
      switch place.kind {
      case .added(let value): lines.append(change(path, from: nil, to: value, in: task))
      case .removed(let value): lines.append(change(path, from: value, to: nil, in: task))
      case .changed(let old, let new): lines.append(change(path, from: old, to: new, in: task))
      }
    }
    let rest = task.data.count - Self.mostPlaces
    if rest > 0 { lines.append(console.paint("~ \(task.name)  … and \(rest) more places", .dim)) }
    return lines
  }

  private func change(_ path: String, from old: JSONValue?, to new: JSONValue?, in task: ResultDifference.Task)
    -> String
  {
    let sign = old == nil ? "+" : new == nil ? "-" : "~"
    let values = [old, new].compactMap { $0 }.map(brief).joined(separator: console.paint(" → ", .dim))
    let color: Console.Attribute = old == nil ? .green : new == nil ? .red : .yellow
    return "\(console.paint(sign, color)) \(task.name)  \(console.paint(Console.plain(path), .cyan))  \(values)"
  }

  private func brief(_ value: JSONValue) -> String { short(String(decoding: value.serialized(), as: UTF8.self)) }

  private func short(_ text: String) -> String {
    let plain = Console.plain(text)
    return plain.count <= Self.longestValue ? plain : plain.prefix(Self.longestValue - 1) + "…"
  }
}
