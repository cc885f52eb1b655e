import Integrations
import JSONSchema

/// `--format ocsf`: Compliance Findings (class 2003) of OCSF 1.5, one event for each violation and for each resource,
/// or insight without resources, that passed.
///
/// An event a line, as log shippers, Splunk and Athena read them; in a `.json` file an array, as Prowler writes it.
/// An insight that could not judge gives no event: it says nothing about compliance.
struct OCSFReport: ReportRenderer {
  var isArray: Bool

  func render(_ report: RunReport, to sink: OutputSink) {
    if isArray { sink.write("[\n") }
    var isFirst = true
    func write(_ event: JSONValue) {
      if !isFirst { sink.write(isArray ? ",\n" : "\n") }
      isFirst = false
      sink.write(event.serialized())
    }
    for verdict in report.verdicts {
      let event = OCSFEvent(report, verdict.task)
      for violation in verdict.violations { write(event.failed(violation)) }
      guard verdict.isConclusive else { continue }
      for resource in verdict.task.resources where !resource.isViolation { write(event.passed(resource)) }
      if verdict.violations.isEmpty, verdict.task.resources.isEmpty { write(event.passed(nil)) }
    }
    if !isFirst { sink.write("\n") }
    if isArray { sink.write("]\n") }
  }
}

/// Makes the events of one insight.
private struct OCSFEvent {
  private let report: RunReport
  private let task: TaskResult

  init(_ report: RunReport, _ task: TaskResult) {
    self.report = report
    self.task = task
  }

  func failed(_ violation: Violation) -> JSONValue {
    let data = violation.output["data"] ?? nil
    let resource = violation.resourceID.map {
      self.resource($0, name: violation.resourceName, type: violation.violationType, data: data)
    }
    let (id, name) = violation.severity.ocsf
    var event = event(
      fingerprint: violation.fingerprint, message: violation.description, time: violation.timestamp, resource: resource)
    event["metadata"]?["uid"] = .string(violation.id)
    event["severity_id"] = .number(JSONNumber(id))
    event["severity"] = .string(name)
    event["status_id"] = violation.status == .muted ? 3 : violation.status == .resolved ? 4 : 1
    event["status"] = violation.status == .muted ? "Suppressed" : violation.status == .resolved ? "Resolved" : "New"
    event["status_code"] = "FAIL"
    event["compliance"] = compliance(status: 3, "Fail")
    event["finding_info"]?["first_seen_time"] = time(violation.firstSeen)
    event["finding_info"]?["last_seen_time"] = time(violation.lastSeen)
    if let remediation { event["remediation"] = remediation }
    return .object(event)
  }

  func passed(_ finding: ResourceFinding?) -> JSONValue {
    let resource = finding.map {
      self.resource($0.id, name: $0.name, type: $0.type ?? "insight", data: $0.data ?? nil)
    }
    let fingerprint = Fingerprint.of(
      integration: report.subject.name, deployment: report.result.deploymentID, task: task.name, resource: finding?.id)
    var event = event(
      fingerprint: fingerprint, message: finding?.message ?? task.message ?? task.title,
      time: task.endTime ?? report.result.finishedAt, resource: resource)
    event["severity_id"] = 1
    event["severity"] = "Informational"
    event["status_id"] = 4
    event["status"] = "Resolved"
    event["status_code"] = "PASS"
    event["compliance"] = compliance(status: 1, "Pass")
    return .object(event)
  }

  private func event(fingerprint: String, message: String, time: Timestamp, resource: JSONValue?) -> JSONObject {
    var event: JSONObject = [
      "activity_id": 1, "activity_name": "Create", "category_uid": 2, "category_name": "Findings", "class_uid": 2003,
      "class_name": "Compliance Finding", "type_uid": 200301, "type_name": "Compliance Finding: Create",
      "time": self.time(time), "message": .string(message),
      "metadata": .object([
        "version": "1.5.0", "event_code": .string(task.name), "correlation_uid": .string(report.result.jobID),
        "product": .object([
          "name": "luahost", "vendor_name": "luahost", "version": .string(Version.current),
          "feature": .object(["name": .string(report.subject.name)]),
        ]),
      ]),
      "finding_info": .object([
        "uid": .string(fingerprint), "title": .string(task.title), "desc": .string(task.description ?? task.title),
        "created_time": self.time(time),
        "analytic": .object([
          "type_id": 1, "type": "Rule", "uid": .string("\(report.subject.name)/\(task.name)"),
          "name": .string(task.title),
        ]),
      ]),
    ]
    if let resource { event["resources"] = .array([resource]) }
    return event
  }

  private func compliance(status: Int, _ name: JSONValue) -> JSONValue {
    var frameworks: [String] = []
    for control in task.controls where !frameworks.contains(control.framework) { frameworks.append(control.framework) }
    return .object([
      "control": .string(task.name), "status_id": .number(JSONNumber(status)), "status": name,
      "standards": .array(frameworks.map { .string($0) }),
      "requirements": .array(task.controls.map { .string("\($0.framework) \($0.controlID)") }),
    ])
  }

  private func resource(_ id: String, name: String?, type: String, data: JSONValue) -> JSONValue {
    var resource: JSONObject = ["uid": .string(id), "name": .string(name ?? id), "type": .string(type)]
    if let fields = data.objectValue, !fields.isEmpty { resource["data"] = data }
    return .object(resource)
  }

  private var remediation: JSONValue? {
    guard task.remediation != nil || !task.references.isEmpty else { return nil }
    return .object([
      "desc": .string(task.remediation ?? "See the references."),
      "references": .array(task.references.map { .string($0) }),
    ])
  }

  /// Milliseconds since 1970.
  private func time(_ instant: Timestamp) -> JSONValue { .number(JSONNumber(Int(instant.milliseconds))) }
}

extension Severity {
  fileprivate var ocsf: (id: Int, name: String) {
    switch self {
    case .low: (2, "Low")
    case .medium: (3, "Medium")
    case .high: (4, "High")
    case .critical: (5, "Critical")
    }
  }
}
