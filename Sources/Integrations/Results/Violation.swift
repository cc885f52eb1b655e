package import JSONSchema

/// The record made when an insight finds something wrong.
package struct Violation: Sendable {
  package enum Status: String, Sendable {
    case open, resolved, muted
  }

  package var id: String
  package var jobID: String
  package var integrationName: String
  package var taskName: String
  package var title: String
  package var severity: Severity
  package var controls: [ControlReference]
  /// The data and message of the insight, or of the resource.
  package var output: JSONValue
  /// What was found, for people.
  package var description: String
  /// The type of the resource, such as `aws.s3.bucket`; `insight` for one about the whole.
  package var violationType: String
  package var environment: String
  package var resourceID: String?
  package var resourceName: String?
  package var remediation: String?
  package var references: [String]
  /// Equal for the same finding in any job of the same deployment.
  package var fingerprint: String
  package var status: Status = .open
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  package var timestamp: Timestamp
}
