/// How a state differs from that of a usual job: tests may fix the time and note which lines run.
package struct ScriptSettings: Sendable {
  /// What scripts see as the time; nil for the machine's.
  package var now: Timestamp?
  /// Takes the lines that ran; nil where nobody wants to know.
  package var coverage: LineCoverage?

  package init(now: Timestamp? = nil, coverage: LineCoverage? = nil) {
    self.now = now
    self.coverage = coverage
  }
}
