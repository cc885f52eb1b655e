package import Integrations

/// What is done about snapshots that are missing or wrong.
package enum SnapshotMode: Sendable {
  /// Missing ones are written.
  case create
  /// Missing ones are faults: `--ci`.
  case compare
  /// All are written anew, and those that nobody uses are removed: `--update`.
  case update
}

/// What became of the snapshots of a file.
package struct SnapshotChanges: Sendable {
  package var written = 0
  package var updated = 0
  package var removed = 0
  /// The names of those that no test uses.
  package var obsolete: [String] = []
  /// Why the file cannot be used.
  package var fault: IntegrationError?
}
