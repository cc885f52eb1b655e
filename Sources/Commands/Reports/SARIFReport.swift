import Integrations
import JSONSchema

/// `--format sarif`: SARIF 2.1.0 (OASIS). Insights are rules, violations are results, and tasks that failed are
/// notifications of the invocation.
///
/// Code hosts want a line of a file, so a result stands where its insight is declared; the resource is the logical
/// location. GitHub tells results of one line apart by `primaryLocationLineHash`, which therefore is the fingerprint.
///
/// GitHub takes 25,000 results in a run and 20 runs in a file: a report of more is several runs, each of a category of
/// its own, and says in the last one what was left off.
struct SARIFReport: ReportRenderer {
  var resultsPerRun = 25_000
  var maximumRuns = 20

  func render(_ report: RunReport, to sink: OutputSink) {
    let rules = SARIF.tool(rules: report.verdicts.map { rule($0.task, of: report) }).serialized()
    let indices = Dictionary(uniqueKeysWithValues: report.verdicts.enumerated().map { ($1.task.name, $0) })
    var violations = report.result.violations.filter { indices[$0.taskName] != nil }
    let leftOff = violations.count - resultsPerRun * maximumRuns
    if leftOff > 0 {
      // The worst are kept; a sort that keeps the order of equals.
      violations = Severity.allCases.sorted(by: >).flatMap { level in violations.filter { $0.severity == level } }
      violations.removeLast(leftOff)
    }
    let runs = max(1, (violations.count + resultsPerRun - 1) / resultsPerRun)
    sink.write(#"{"$schema":\#(SARIF.schema),"version":\#(SARIF.version),"runs":["#)
    for run in 0..<runs {
      sink.write(run == 0 ? #"{"tool":"# : ",\n" + #"{"tool":"#)
      sink.write(rules)
      let notices =
        (run == 0 ? notifications(report) : []) + (run == runs - 1 && leftOff > 0 ? [shortage(leftOff)] : [])
      let invocation = invocation(report, notices)
      sink.write(#","automationDetails":\#(automation(report, run)),"invocations":[\#(invocation)],"results":["#)
      // One result at a time: there may be hundreds of thousands.
      for (index, violation) in violations.dropFirst(run * resultsPerRun).prefix(resultsPerRun).enumerated() {
        sink.write(index == 0 ? "\n" : ",\n")
        sink.write(result(violation, rule: indices[violation.taskName] ?? 0, of: report).serialized())
      }
      sink.write("\n]}")
    }
    sink.write("]}\n")
  }

  // MARK: Rules

  private func rule(_ task: TaskResult, of report: RunReport) -> JSONValue {
    var rule: JSONObject = [
      "id": .string("\(report.subject.name)/\(task.name)"), "name": .string(task.name),
      "shortDescription": SARIF.message(task.title),
      "fullDescription": SARIF.message(task.description ?? task.title),
      "help": .object(["text": .string(help(task, heading: "")), "markdown": .string(help(task, heading: "### "))]),
      "defaultConfiguration": .object(["level": .string(task.severity.level)]),
      "properties": .object([
        "security-severity": .string(task.severity.score), "precision": "very-high",
        "problem.severity": .string(task.severity.problem),
        "tags": .array(tags(task)),
      ]),
    ]
    if let page = task.references.first(where: { $0.hasPrefix("https://") || $0.hasPrefix("http://") }) {
      rule["helpUri"] = .string(page)
    }
    return .object(rule)
  }

  /// GitHub takes twenty.
  private func tags(_ task: TaskResult) -> [JSONValue] {
    var tags = ["security", task.severity.rawValue]
    for tag in task.controls.map({ "\($0.framework) \($0.controlID)" }) where !tags.contains(tag) { tags.append(tag) }
    return tags.prefix(20).map { .string($0) }
  }

  private func help(_ task: TaskResult, heading: String) -> String {
    var parts = [task.description ?? task.title]
    if let remediation = task.remediation { parts.append("\(heading)Remediation\n\n\(remediation)") }
    if !task.references.isEmpty {
      parts.append("\(heading)References\n\n" + task.references.map { "- \($0)" }.joined(separator: "\n"))
    }
    if !task.controls.isEmpty {
      let controls = task.controls.map { "- \($0.framework) \($0.controlID)" }
      parts.append("\(heading)Controls\n\n" + controls.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  // MARK: Results

  private func result(_ violation: Violation, rule: Int, of report: RunReport) -> JSONValue {
    let task = report.verdicts[rule].task
    let place = SARIF.place(report.path(of: task.location), line: task.location.line ?? 1)
    var location: JSONObject = ["physicalLocation": place]
    if let id = violation.resourceID {
      location["logicalLocations"] = .array([
        .object([
          "name": .string(violation.resourceName ?? id), "fullyQualifiedName": .string(id), "kind": "resource",
        ])
      ])
    }
    let resource = violation.resourceID.map { "\(violation.resourceName ?? $0): " } ?? ""
    return .object([
      "ruleId": .string("\(report.subject.name)/\(task.name)"), "ruleIndex": .number(JSONNumber(rule)), "kind": "fail",
      "level": .string(violation.severity.level), "message": SARIF.message(resource + violation.description),
      "locations": .array([.object(location)]),
      "fingerprints": .object(["luahost/v1": .string(violation.fingerprint)]),
      "partialFingerprints": .object(["primaryLocationLineHash": .string(violation.fingerprint + ":1")]),
      "properties": .object([
        "severity": .string(violation.severity.rawValue), "security-severity": .string(violation.severity.score),
        "resource_id": violation.resourceID.map { .string($0) } ?? nil,
        "resource_type": .string(violation.violationType), "violation_id": .string(violation.id),
      ]),
    ])
  }

  // MARK: The run

  /// GitHub takes what stands before the last `/` for a category, of which a file may hold one run.
  private func automation(_ report: RunReport, _ run: Int) -> JSONValue {
    let part = run == 0 ? "" : "part-\(run + 1)/"
    return .object(["id": .string("luahost/\(report.subject.name)/\(part)\(report.result.jobID)")])
  }

  private func invocation(_ report: RunReport, _ notifications: [JSONValue]) -> JSONValue {
    .object([
      "executionSuccessful": .bool(!report.result.hasFailed), "startTimeUtc": .string(report.result.startedAt.iso8601),
      "endTimeUtc": .string(report.result.finishedAt.iso8601), "toolExecutionNotifications": .array(notifications),
    ])
  }

  private func notifications(_ report: RunReport) -> [JSONValue] {
    var notifications = report.failedTasks.map { task in
      notification(
        task.errors.first ?? "The task failed.", about: task.name,
        at: SARIF.place(report.path(of: task.location), line: task.location.line ?? 1))
    }
    if let error = report.result.error { notifications.insert(notification(error), at: 0) }
    return notifications
      + report.skippedTasks.filter { !$0.errors.isEmpty }
      .map { notification($0.errors[0], about: $0.name, level: "warning") }
  }

  private func shortage(_ count: Int) -> JSONValue {
    notification(
      "\(count == 1 ? "1 violation was" : "\(count) violations were") left off, the least severe: code hosts take "
        + "\(resultsPerRun) results in a run and \(maximumRuns) runs in a file. Other formats, such as ndjson, hold all.",
      level: "warning")
  }

  private func notification(
    _ text: String, about task: String? = nil, at place: JSONValue? = nil, level: JSONValue = "error"
  ) -> JSONValue {
    var notification: JSONObject = [
      "level": level, "message": SARIF.message(task.map { "\($0): \(text)" } ?? text),
    ]
    if let task { notification["descriptor"] = .object(["id": .string(task)]) }
    if let place { notification["locations"] = .array([.object(["physicalLocation": place])]) }
    return .object(notification)
  }
}

extension Severity {
  /// SARIF's level (§3.27.10).
  fileprivate var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low: "note"
    }
  }

  /// CodeQL's word, by which GitHub sorts.
  fileprivate var problem: String { level == "note" ? "recommendation" : level }

  /// In the middle of what GitHub shows under the same name: above 9 critical, from 7 high, from 4 medium.
  fileprivate var score: String {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.0"
    }
  }
}
