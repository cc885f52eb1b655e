import Lua

/// A job at one instant: for whoever wonders what it is doing.
package struct JobSnapshot: Sendable {
  package var jobID: String
  package var integration: String
  /// Since the start of the job.
  package var age: Duration
  /// CPU time of all scripts; the slice that runs not counted.
  package var cpu: Duration
  /// Bytes.
  package var memory: Int
  package var memoryLimit: Int
  package var tasks: [Task]

  /// A task, or stage one.
  package struct Task: Sendable {
    package var name: String
    package var status: TaskResult.Status
    /// Nil where it ended without success.
    package var success: Bool
    /// Since it started; nil where it has not.
    package var age: Duration?
    package var cpu: Duration
    /// Bytes allocated and not freed while it ran.
    package var memory: Int
    /// What it does: several where it has functions run side by side.
    package var strands: [Strand]
  }

  package struct Strand: Sendable {
    /// What it waits for, such as `GET https://example.com/`; nil while it runs, or is about to.
    package var wait: String?
    /// How long it has waited.
    package var since: Duration?
    /// Author's frames, innermost first.
    package var traceback: [TracebackLine]
  }
}
