import Integrations
import JSONSchema

/// `--format ndjson`: each event of the job as one JSON object on a line of its own, as it happens.
struct EventLines: JobObserver {
  private let sink: OutputSink

  init(_ sink: OutputSink) { self.sink = sink }

  func start() {}
  func stop() {}

  func receive(_ event: JobEvent) {
    sink.write(String(decoding: Self.json(event).serialized(), as: UTF8.self) + "\n")
  }

  private static func json(_ event: JobEvent) -> JSONValue {
    switch event {
    case .jobStarted(let id, let tasks):
      .object(["event": "job_started", "job_id": .string(id), "tasks": .array(tasks.map { .string($0) })])
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
    case .jobEnded(let result): .object(["event": "job_ended", "job": result.json])
    case .inspected: .object(["event": "inspected"])
    }
  }
}
