package import JSONSchema

extension JobResult {
  /// The result as one JSON object (contract §6).
  package var json: JSONValue {
    var object: JSONObject = [
      "integration": .string(integration), "job_id": .string(jobID), "status": .string(status.rawValue),
      "started_at": .string(startedAt.iso8601), "finished_at": .string(finishedAt.iso8601),
      "duration": .seconds(duration),
    ]
    if let error { object["error"] = .string(error) }
    object["stage_one"] = stageOne?.json ?? .null
    var byName = JSONObject()
    for task in tasks { byName[task.name] = task.json }
    object["tasks"] = .object(byName)
    object["violations"] = .array(violations.map(\.json))
    return .object(object)
  }
}

extension StageOneResult {
  package var json: JSONValue {
    .object([
      "success": .bool(success), "errors": .texts(errors), "traceback": .text(fault?.tracebackText()),
      "logs": .texts(logs.map(\.stamped)), "start_time": .string(startTime.iso8601),
      "end_time": .string(endTime.iso8601), "duration": .seconds(duration),
    ])
  }
}

extension TaskResult {
  package var json: JSONValue {
    var output: JSONObject = ["data": dataValue, "message": .text(message)]
    if !resources.isEmpty { output["resources"] = .array(resources.map(\.json)) }
    return .object([
      "success": .bool(success), "status": .string(status.rawValue), "type": .string(kind.rawValue),
      "title": .string(title), "severity": kind == .insight ? .string(severity.rawValue) : .null,
      "output": .object(output), "errors": .texts(errors), "traceback": .text(fault?.tracebackText()),
      "logs": .texts(logs.map(\.stamped)), "is_violation": .bool(isViolation),
      "controls": .array(controls.map(\.json)), "start_time": .text(startTime?.iso8601),
      "end_time": .text(endTime?.iso8601), "duration": .seconds(duration),
    ])
  }

  /// `data`, or an empty object where there is none.
  var dataValue: JSONValue {
    guard let data, let value = try? JSONValue(parsing: data) else { return .object([:]) }
    return value
  }
}

extension ResourceFinding {
  var json: JSONValue {
    var object: JSONObject = ["id": .string(id), "violation": .bool(isViolation)]
    if let type { object["type"] = .string(type) }
    if let name { object["name"] = .string(name) }
    if let message { object["message"] = .string(message) }
    if let severity { object["severity"] = .string(severity.rawValue) }
    if let data { object["data"] = data }
    return .object(object)
  }
}

extension ControlReference {
  package var json: JSONValue {
    .object(["framework": .string(framework), "control_id": .string(controlID)])
  }
}

extension Violation {
  package var json: JSONValue {
    .object([
      "id": .string(id), "job_id": .string(jobID), "integration_name": .string(integrationName),
      "task_name": .string(taskName), "title": .string(title), "severity": .string(severity.rawValue),
      "control_references": .array(controls.map(\.json)), "output": output, "description": .string(description),
      "violation_type": .string(violationType), "environment": .string(environment),
      "meta": .object([
        "resource_id": .text(resourceID), "resource_name": .text(resourceName), "remediation": .text(remediation),
        "references": .texts(references),
      ]),
      "fingerprint": .string(fingerprint), "status": .string(status.rawValue),
      "first_seen": .string(firstSeen.iso8601), "last_seen": .string(lastSeen.iso8601),
      "timestamp": .string(timestamp.iso8601),
    ])
  }
}

extension JSONValue {
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// A duration as seconds, to the microsecond.
  static func seconds(_ duration: Duration) -> JSONValue {
    .number(JSONNumber((duration.seconds * 1e6).rounded() / 1e6))
  }
}
