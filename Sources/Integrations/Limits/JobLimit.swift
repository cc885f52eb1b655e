/// A limit of a job, by the name that it has in `limits` of the catalogue and in `--limit`.
package enum JobLimit: String, Sendable, CaseIterable {
  case memory, timeout
  case taskTimeout = "task_timeout"
  case cpu
  case cpuSlice = "cpu_slice"
  case result
  case logLines = "log_lines"
  case logLine = "log_line"
  case tasks, requests, coroutines

  /// What it holds, and where it starts.
  private var specification: (unit: String, standard: Double, summary: String) {
    switch self {
    case .memory: ("MiB", 256, "memory of the scripts, bodies of responses and results included")
    case .timeout: ("s", 21_600, "time from the start of the job to its end")
    case .taskTimeout: ("s", 3600, "time of a task that declares no timeout of its own")
    case .cpu: ("s", 600, "CPU time of all scripts of the job together")
    case .cpuSlice: ("s", 10, "CPU time of a script between two waits: other tasks stand still meanwhile")
    case .result: ("MiB", 16, "data of one task, as JSON")
    case .logLines: ("lines", 10_000, "lines that one task logs")
    case .logLine: ("bytes", 16_384, "length of one line of the log; what is longer is cut")
    case .tasks: ("tasks", 20_000, "tasks that an integration declares")
    case .requests: ("requests", 10_000, "HTTP requests of the job that are under way at once")
    case .coroutines: ("coroutines", 10_000, "coroutines that the scripts have made and that still live")
    }
  }

  package var unit: String { specification.unit }
  /// The value that holds where nobody sets another, in units.
  package var standard: Double { specification.standard }
  package var summary: String { specification.summary }

  /// Whether a fraction of a unit makes sense.
  private var isCount: Bool {
    switch self {
    case .logLines, .logLine, .tasks, .requests, .coroutines: true
    default: false
    }
  }

  /// Whether the limit can have this value.
  package func admits(_ value: Double) -> Bool {
    value > 0 && value <= 1e9 && (!isCount || value == value.rounded())
  }

  /// What `admits` wants, for messages.
  package var expectation: String { "a \(isCount ? "whole number of" : "number of") \(unitInWords) above 0" }

  private var unitInWords: String { unit == "s" ? "seconds" : unit }
}
