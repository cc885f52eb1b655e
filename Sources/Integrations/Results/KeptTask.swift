/// A task's result from before a job, which the job takes over: the task does not run, and others see it as it was.
package struct KeptTask: Sendable {
  package var result: TaskResult
  package var violations: [Violation]

  package init(_ result: TaskResult, _ violations: [Violation] = []) {
    self.result = result
    self.violations = violations
  }

  /// A task that succeeded with data that somebody gives in its place, a JSON document.
  package init(_ declaration: TaskDeclaration, data: [UInt8], message: String? = nil) {
    var result = TaskResult(declaration, controls: [])
    result.status = .done
    result.success = true
    result.data = data
    result.message = message
    self.init(result)
  }

  /// How it ended; nil where it did not, and so cannot be kept.
  var outcome: JobMachine.Outcome? {
    switch result.status {
    case .queued, .inProgress: nil
    case .skipped: .skipped
    case .done: result.success ? .succeeded : .failed
    }
  }
}
