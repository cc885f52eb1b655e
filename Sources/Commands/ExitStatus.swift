import ArgumentParser
import Integrations

/// Exit codes of the command line (contract §7; sysexits.h from 64 on).
enum ExitStatus: Int32 {
  case success = 0
  case failed = 1
  case violations = 2
  case usage = 64
  case badData = 65
  case notFound = 66
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }

  init(_ error: IntegrationError) {
    self =
      switch error.code {
      case .notFound: .notFound
      case .badData, .badConfig, .disabled: .badData
      case .usage: .usage
      case .unwritable, .unavailable: .failed
      }
  }

  /// A replay that lacked a recording has failed, even where a script went on without the answer.
  init(_ outcome: IntegrationRun.Outcome, failOn: Severity?) {
    if outcome.wasInterrupted {
      self = .interrupted
    } else if !outcome.unrecorded.isEmpty {
      self = .failed
    } else {
      self.init(outcome.result, failOn: failOn)
    }
  }

  init(_ result: JobResult, failOn: Severity?) {
    if result.hasFailed {
      self = .failed
    } else if let failOn, result.violations.contains(where: { $0.severity >= failOn }) {
      self = .violations
    } else {
      self = .success
    }
  }
}
