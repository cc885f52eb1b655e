/// What happens in a job, as it happens: for progress on a terminal, for streams of events.
package enum JobEvent: Sendable {
  case jobStarted(jobID: String, tasks: [String])
  case stageOneStarted
  case stageOneEnded(StageOneResult)
  case taskStarted(name: String)
  /// A task that was skipped ends without having started.
  case taskEnded(TaskResult)
  /// A log line; nil is stage one.
  case logged(task: String?, line: LogLine)
  case violation(Violation)
  /// What ``JobRunner`` was asked to tell of the job as it is.
  case inspected(JobSnapshot)
  case jobEnded(JobResult)
}
