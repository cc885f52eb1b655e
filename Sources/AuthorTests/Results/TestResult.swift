package import Integrations

/// What became of one test.
package struct TestResult: Sendable {
  package enum Outcome: Sendable {
    case passed
    case failed(TestFailure)
    case skipped
    /// It was chosen, but another failed before (`--bail`), or its file ended early.
    case notRun
  }

  /// The names of the `describe`s around it, and its own.
  package var path: [String]
  /// Relative to the integration's folder.
  package var location: SourceLocation
  package var outcome: Outcome
  package var duration: Duration = .zero
  /// What it printed.
  package var logs: [String] = []

  package var name: String { path.joined(separator: " › ") }

  package var failure: TestFailure? {
    if case .failed(let failure) = outcome { failure } else { nil }
  }
}

/// Why a test failed.
package struct TestFailure: Sendable {
  /// Where two values differ.
  package struct Difference: Sendable, Hashable {
    package var path: String
    /// Nil where nothing was expected there.
    package var expected: String?
    /// Nil where there is nothing.
    package var actual: String?
  }

  /// The error, with its place, source line and traceback.
  package var fault: ScriptFault
  /// What an expectation wanted and got; nil for other errors.
  package var expected: String?
  package var actual: String?
  package var differences: [Difference] = []
  /// How many more there are.
  package var hiddenDifferences = 0
}

/// What became of the tests of one file.
package struct TestFileResult: Sendable {
  package var integration: String
  /// As the user can open it.
  package var path: String
  /// The integration's folder, as the user can open it.
  package var folder: String
  /// In the order in which they ran.
  package var tests: [TestResult] = []
  /// Why the file could not be loaded.
  package var loadError: IntegrationError?
  package var duration: Duration = .zero
  package var snapshots = SnapshotChanges()
  /// Recordings that were made, by path.
  package var recorded: [String] = []
  /// Whether `only` chose among its tests.
  package var isFocused = false

  package func count(_ holds: (TestResult.Outcome) -> Bool) -> Int { tests.count { holds($0.outcome) } }

  package var passed: Int { count { if case .passed = $0 { true } else { false } } }
  package var failed: Int { count { if case .failed = $0 { true } else { false } } }
  package var skipped: Int { count { if case .skipped = $0 { true } else { false } } }
  package var notRun: Int { count { if case .notRun = $0 { true } else { false } } }
}
