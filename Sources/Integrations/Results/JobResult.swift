/// What became of a job.
package struct JobResult: Sendable {
  package enum Status: String, Sendable {
    case queued
    case inProgress = "in-progress"
    case done, error
  }

  package var integration: String
  package var jobID: String
  package var deploymentID: String
  package var status: Status
  /// Why the job ended early: stage one failed, a time limit, a cancellation.
  package var error: String?
  package var startedAt: Timestamp
  package var finishedAt: Timestamp
  package var duration: Duration
  package var stageOne: StageOneResult?
  /// By (order, name).
  package var tasks: [TaskResult]
  /// By (order, name) of their tasks, then in the order of the resources.
  package var violations: [Violation]
  /// The tasks for ``JobOptions/kept`` of a later job, by name, where that was asked for. Their data are what scripts
  /// saw, secrets and all: not to be shown.
  package var kept: [String: KeptTask] = [:]

  /// Whether the job, stage one or a task failed.
  package var hasFailed: Bool { status == .error || tasks.contains { $0.hasFailed } }
}
