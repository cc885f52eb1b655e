/// What became of a task.
package struct TaskResult: Sendable {
  package enum Status: String, Sendable {
    case queued
    case inProgress = "in_progress"
    case done, skipped
  }

  package var name: String
  package var title: String
  package var description: String?
  package var kind: TaskDeclaration.Kind
  package var severity: Severity
  package var status = Status.queued
  /// Done, and without a failure.
  package var success = false
  /// What the task returned as `data`: a JSON document; nil unless it succeeded.
  package var data: [UInt8]?
  package var message: String?
  package var isViolation = false
  package var resources: [ResourceFinding] = []
  package var errors: [String] = []
  /// The author's frames of the error that failed the task, innermost first.
  package var fault: ScriptFault?
  package var logs: [LogLine] = []
  package var controls: [ControlReference] = []
  package var remediation: String?
  package var references: [String] = []
  /// Where it is declared.
  package var location: SourceLocation
  package var startTime: Timestamp?
  package var endTime: Timestamp?
  /// Wall time.
  package var duration: Duration = .zero
  /// The names of the tasks whose data, result, message, status or the like its script asked for, sorted; those that do
  /// not exist are among them.
  package var reads: [String] = []

  /// Whether the task ended without success for a fault of its own.
  package var hasFailed: Bool { status == .done && !success }
}

/// A line of a task's log.
package struct LogLine: Sendable, Hashable {
  package var timestamp: Timestamp
  package var text: String

  /// `2026-11-23 22:04:05.678 text`.
  package var stamped: String { "\(timestamp.logStamp) \(text)" }
}

/// What became of stage one.
package struct StageOneResult: Sendable {
  package var success: Bool
  package var errors: [String] = []
  package var fault: ScriptFault?
  package var logs: [LogLine] = []
  package var startTime: Timestamp
  package var endTime: Timestamp
  package var duration: Duration
}

extension TaskResult {
  /// What `run` returns.
  package static let returned = [
    DeclaredField("data", "table", "what other tasks read with ctx.get_data", required: true),
    DeclaredField("violation", "boolean", "insights only: whether something is wrong (default false)"),
    DeclaredField("message", "string", "what was found, in a line for people"),
    DeclaredField("resources", "luahost.Resource[]", "insights only: a finding for each thing that was judged"),
  ]

  /// What a result has as JSON, and for `ctx.get_result`.
  package static let shown = [
    DeclaredField("success", "boolean", "done, and without a failure", required: true),
    DeclaredField("status", "luahost.Status", "where it stands", required: true),
    DeclaredField("type", "\"collector\"|\"insight\"", "what it is", required: true),
    DeclaredField("title", "string", "as declared", required: true),
    DeclaredField("severity", "luahost.Severity|json.Null", "of an insight", required: true),
    DeclaredField("output", "luahost.Output", "what it returned", required: true),
    DeclaredField("errors", "string[]", "what went wrong", required: true),
    DeclaredField("traceback", "string|json.Null", "the author's frames of the error that failed it", required: true),
    DeclaredField("logs", "string[]", "its log, stamped in UTC", required: true),
    DeclaredField("is_violation", "boolean", "whether it found something wrong", required: true),
    DeclaredField("controls", "luahost.Control[]", "what it gives evidence for", required: true),
    DeclaredField("start_time", "string|json.Null", "ISO 8601", required: true),
    DeclaredField("end_time", "string|json.Null", "ISO 8601", required: true),
    DeclaredField("duration", "number", "seconds", required: true),
  ]
}
