import Integrations
import JSONSchema

/// `--format ndjson`: each event of the job as one JSON object on a line of its own, as it happens.
///
/// Nothing is told twice: the last line, `job_ended`, has the job's status and counts, not the results again.
struct EventLines: JobObserver {
  private let sink: OutputSink
  private let integration: String

  init(_ sink: OutputSink, of integration: String) {
    self.sink = sink
    self.integration = integration
  }

  func receive(_ event: JobEvent) {
    guard let json = json(event) else { return }
    sink.write(json.serialized() + [UInt8(ascii: "\n")])
    sink.flush()
  }

  private func json(_ event: JobEvent) -> JSONValue? {
    switch event {
    case .jobStarted(let id, let tasks):
      .object([
        "event": "job_started", "integration": .string(integration), "job_id": .string(id),
        "tasks": .array(tasks.map { .string($0) }),
      ])
    case .stageOneStarted: .object(["event": "stage_one_started"])
    case .stageOneEnded(let result): .object(["event": "stage_one_ended", "result": result.json])
    case .taskStarted(let name): .object(["event": "task_started", "task": .string(name)])
    case .taskEnded(let result):
      .object(["event": "task_ended", "task": .string(result.name), "result": result.json])
    case .logged(let task, let line):
      .object([
        "event": "log", "task": task.map { .string($0) } ?? .null, "timestamp": .string(line.timestamp.iso8601),
        "text": .string(line.text),
      ])
    case .violation(let violation): .object(["event": "violation", "violation": violation.json])
    case .jobEnded(let result): Self.end(result)
    case .inspected: nil
    }
  }

  private static func end(_ result: JobResult) -> JSONValue {
    var counts = JSONObject()
    for severity in Severity.allCases.reversed() {
      counts[severity.rawValue] = .number(JSONNumber(result.violations.count { $0.severity == severity }))
    }
    return .object([
      "event": "job_ended", "job_id": .string(result.jobID), "status": .string(result.status.rawValue),
      "error": result.error.map { .string($0) } ?? .null, "started_at": .string(result.startedAt.iso8601),
      "finished_at": .string(result.finishedAt.iso8601),
      "duration": .number(JSONNumber((result.duration.seconds * 1e6).rounded() / 1e6)),
      "violations": .object(counts),
    ])
  }
}
