package import Integrations
package import JSONSchema

/// How tests are run.
package struct TestOptions: Sendable {
  /// Only tests with this in their name, letters of either case.
  package var filter: String?
  /// Whether no test begins after one has failed.
  package var bails = false
  /// The order is another one for each seed; nil is that of the file.
  package var seed: UInt64?
  /// For each test that sets none of its own.
  package var timeout: Duration = .seconds(10)
  /// How many files run at once.
  package var jobs = 1
  package var snapshots = SnapshotMode.create
  /// In place of those of the catalogue.
  package var limits: [JobLimit: Double] = [:]
  /// Takes the lines that ran, by integration; nil where nobody wants to know.
  package var coverage: [String: LineCoverage]?
  /// How missing recordings are made; nil where they are faults.
  package var recording: Recording?

  /// What live requests are made with.
  package struct Recording: Sendable {
    /// Makes what reaches the network.
    package var network: @Sendable (NetworkPolicy) -> any HTTPTransport
    /// Values that take the place of those that tests have in their configs, such as a token that works.
    package var config: JSONObject

    package init(network: @escaping @Sendable (NetworkPolicy) -> any HTTPTransport, config: JSONObject) {
      self.network = network
      self.config = config
    }
  }

  package init() {}

  /// The limits of an integration's jobs.
  func limits(of entry: CatalogueEntry) throws(IntegrationError) -> JobLimits {
    var all = try JobLimits(entry)
    for (limit, value) in limits { all[limit] = value }
    return all
  }

  /// Whether all tests of a file run, so that what none of them used is used by nobody.
  var isComplete: Bool { filter == nil && !bails }
}
