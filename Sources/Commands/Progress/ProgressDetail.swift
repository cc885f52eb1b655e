import Integrations

/// What of a run leaves a line when it ends.
enum ProgressDetail: Sendable {
  case all
  /// Failures and violations.
  case faults
  case nothing

  func shows(_ stageOne: StageOneResult) -> Bool {
    switch self {
    case .all: true
    case .faults: !stageOne.success
    case .nothing: false
    }
  }

  func shows(_ task: TaskResult) -> Bool {
    switch self {
    case .all: true
    case .faults: task.hasFailed || task.isViolation || task.status == .skipped && !task.errors.isEmpty
    case .nothing: false
    }
  }
}
