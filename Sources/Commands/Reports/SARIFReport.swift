import Integrations
import JSONSchema

/// `--format sarif`: SARIF 2.1.0 (OASIS). Insights are rules, violations are results, and tasks that failed are
/// notifications of the invocation.
///
/// Code hosts want a line of a file, so a result stands where its insight is declared; the resource is the logical
/// location. GitHub tells results of one line apart by `primaryLocationLineHash`, which therefore is the fingerprint.
struct SARIFReport: ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink) {
    let rules = report.verdicts.map { rule($0.task, of: report) }
    // One result at a time: there may be hundreds of thousands.
    sink.write(#"{"$schema":\#(SARIF.schema),"version":\#(SARIF.version),"runs":[{"tool":"#)
    sink.write(SARIF.tool(rules: rules).serialized())
    sink.write(#","automationDetails":\#(automation(report)),"invocations":[\#(invocation(report))],"results":["#)
    let indices = Dictionary(uniqueKeysWithValues: report.verdicts.enumerated().map { ($1.task.name, $0) })
    for (index, violation) in report.result.violations.enumerated() {
      guard let rule = indices[violation.taskName] else { continue }
      sink.write(index == 0 ? "\n" : ",\n")
      sink.write(result(violation, rule: rule, of: report).serialized())
    }
    sink.write("\n]}]}\n")
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

  private func automation(_ report: RunReport) -> JSONValue {
    .object(["id": .string("luahost/\(report.subject.name)/\(report.result.jobID)")])
  }

  private func invocation(_ report: RunReport) -> JSONValue {
    let result = report.result
    var notifications = report.failedTasks.map { task in
      notification(
        task.errors.first ?? "The task failed.", about: task.name,
        at: SARIF.place(report.path(of: task.location), line: task.location.line ?? 1))
    }
    if let error = result.error { notifications.insert(notification(error), at: 0) }
    notifications += report.skippedTasks.filter { !$0.errors.isEmpty }
      .map { notification($0.errors[0], about: $0.name, level: "warning") }
    return .object([
      "executionSuccessful": .bool(!result.hasFailed), "startTimeUtc": .string(result.startedAt.iso8601),
      "endTimeUtc": .string(result.finishedAt.iso8601), "toolExecutionNotifications": .array(notifications),
    ])
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
