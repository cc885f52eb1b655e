import Integrations

/// A compliance framework, and what a run says about those of its controls that the integration gives evidence for.
struct Framework: Sendable {
  struct Control: Sendable {
    var id: String
    var insights: [RunReport.Verdict]

    /// Failed when one insight found something; unknown when one could not judge; else passed.
    var status: Status {
      if insights.contains(where: { !$0.violations.isEmpty }) { return .failed }
      return insights.allSatisfy(\.isConclusive) ? .passed : .unknown
    }
  }

  enum Status: String, Sendable, CaseIterable {
    case passed, failed, unknown
  }

  var name: String
  /// By id, `1.9` before `1.10`.
  var controls: [Control]

  func count(_ status: Status) -> Int { controls.count { $0.status == status } }

  /// The frameworks that insights refer to, by name.
  static func all(in verdicts: [RunReport.Verdict]) -> [Framework] {
    var insights: [ControlReference: [RunReport.Verdict]] = [:]
    for verdict in verdicts {
      for control in verdict.task.controls { insights[control, default: []].append(verdict) }
    }
    let byName = Dictionary(grouping: insights) { $0.key.framework }
    return byName.sorted { $0.key < $1.key }
      .map { name, members in
        let controls = members.map { Control(id: $0.key.controlID, insights: $0.value) }
        return Framework(name: name, controls: controls.sorted { NumberedText($0.id) < NumberedText($1.id) })
      }
  }
}

/// A text whose numbers are compared as numbers.
struct NumberedText: Comparable {
  private enum Part: Comparable {
    case number(Int)
    case text(String)
  }

  private let parts: [Part]
  private let text: String

  init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = text[...]
    while let first = rest.first {
      let isDigit = first.isASCII && first.isNumber
      let run = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
      parts.append(Int(run).map { .number($0) } ?? .text(String(run)))
      rest = rest[run.endIndex...]
    }
    self.parts = parts
  }

  static func < (left: NumberedText, right: NumberedText) -> Bool {
    for (a, b) in zip(left.parts, right.parts) where a != b { return a < b }
    return (left.parts.count, left.text) < (right.parts.count, right.text)
  }
}
