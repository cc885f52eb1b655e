package import JSONSchema

/// What a job is run with.
package struct JobOptions: Sendable {
  package var jobID: String
  package var deploymentID: String
  /// The checked config, an object.
  package var config: JSONValue
  /// Values of the config that must not be shown.
  package var secrets: [String]
  package var limits: JobLimits
  package var selection: JobPlan.Selection
  package var controls: ControlMap
  /// Written into violations: `local`, `production` …
  package var environment: String
  /// Tasks that do not run, as their results are there already, by name.
  package var kept: [String: KeptTask] = [:]
  /// An object that takes the place of what stage one returns; stage one does not run then.
  package var base: JSONValue?
  /// Whether the job's result has what a later job may take over, ``JobResult/kept``.
  package var keepsResults = false
  /// How long a second of `sleep` takes, in seconds.
  package var pace = 1.0

  package init(
    jobID: String, deploymentID: String = "local", config: JSONValue = .object([:]), secrets: [String] = [],
    limits: JobLimits = JobLimits(), selection: JobPlan.Selection = .all, controls: ControlMap = ControlMap(),
    environment: String = "local"
  ) {
    self.jobID = jobID
    self.deploymentID = deploymentID
    self.config = config
    self.secrets = secrets
    self.limits = limits
    self.selection = selection
    self.controls = controls
    self.environment = environment
  }
}
