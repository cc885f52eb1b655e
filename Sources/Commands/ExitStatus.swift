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
      case .unwritable: .failed
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
