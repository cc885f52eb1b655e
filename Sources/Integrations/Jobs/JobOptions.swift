package import JSONSchema

/// What a job is run with.
package struct JobOptions: Sendable {
  package var jobID: String
  package var deploymentID: String
  /// The checked config, an object.
  package var config: JSONValue
  /// Values of the config that must not be shown.
  package var secrets: [String]
  /// For the whole job, stage one included; nil for none.
  package var timeout: Duration?
  package var selection: JobPlan.Selection
  package var controls: ControlMap
  /// Written into violations: `local`, `production` …
  package var environment: String
  /// Largest JSON of one task's data, in bytes.
  package var resultLimit: Int

  package init(
    jobID: String, deploymentID: String = "local", config: JSONValue = .object([:]), secrets: [String] = [],
    timeout: Duration? = nil, selection: JobPlan.Selection = .all, controls: ControlMap = ControlMap(),
    environment: String = "local", resultLimit: Int = 64 * 1024 * 1024
  ) {
    self.jobID = jobID
    self.deploymentID = deploymentID
    self.config = config
    self.secrets = secrets
    self.timeout = timeout
    self.selection = selection
    self.controls = controls
    self.environment = environment
    self.resultLimit = resultLimit
  }
}
