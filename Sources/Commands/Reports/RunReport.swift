import Integrations

/// A run as reports show it: what was judged, what was found, and which controls that gives evidence for.
///
/// Every format but `ndjson` is made of this and of nothing else.
struct RunReport: Sendable {
  /// Who ran, as the catalogue describes it.
  struct Subject: Sendable {
    var name: String
    var title: String
    var description: String
    /// The integration's folder, as the user named it; paths in reports start with it.
    var folder: String
  }

  /// An insight with the violations that it found.
  struct Verdict: Sendable {
    var task: TaskResult
    /// The worst first, then in the order of the resources.
    var violations: [Violation]

    /// The severity of the worst violation; of an insight without one, its own.
    var severity: Severity { violations.first?.severity ?? task.severity }
    /// Whether it judged at all.
    var isConclusive: Bool { task.status == .done && task.success }
    /// Whether it was not to judge: `enabled = false`.
    var isDisabled: Bool { task.status == .skipped && task.errors.isEmpty }
  }

  let subject: Subject
  let result: JobResult
  /// All insights, by (order, name).
  let verdicts: [Verdict]
  /// Those with violations, the worst first, then by (order, name).
  let failing: [Verdict]
  let frameworks: [Framework]

  init(_ result: JobResult, of subject: Subject) {
    self.subject = subject
    self.result = result
    let violations = Dictionary(grouping: result.violations) { $0.taskName }
    verdicts = result.tasks.filter { $0.kind == .insight }
      .map { Verdict(task: $0, violations: Self.worstFirst(violations[$0.name] ?? [])) }
    let worstFirst = verdicts.enumerated().filter { !$0.element.violations.isEmpty }
      .sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
    failing = worstFirst.map(\.element)
    frameworks = Framework.all(in: verdicts)
  }

  private static func worstFirst(_ violations: [Violation]) -> [Violation] {
    violations.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
      .map(\.element)
  }

  /// Insights that judged and found nothing wrong.
  var passed: [Verdict] { verdicts.filter { $0.isConclusive && $0.violations.isEmpty } }
  var failedTasks: [TaskResult] { result.tasks.filter(\.hasFailed) }
  var skippedTasks: [TaskResult] { result.tasks.filter { $0.status == .skipped } }

  /// Whether all that was asked for was judged; a run that is not complete says less than it seems to.
  var isComplete: Bool {
    !result.hasFailed && result.error == nil && verdicts.allSatisfy { $0.isConclusive || $0.isDisabled }
  }

  /// How many violations there are of a severity.
  func count(_ severity: Severity) -> Int { result.violations.count { $0.severity == severity } }

  /// `2 critical, 1 low`.
  var severityCounts: String { Self.severityCounts(of: result.violations) }

  static func severityCounts(of violations: [Violation]) -> String {
    Severity.allCases.reversed().compactMap { severity in
      let count = violations.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    .joined(separator: ", ")
  }

  /// A place in the integration's folder as it can be opened from here.
  func path(of location: SourceLocation) -> String { Files.join(subject.folder, location.file) }

  /// A text that begins with such a place, likewise.
  static func inFolder(_ folder: String, _ text: String) -> String {
    let starts = ["collectors/", "insights/", "lib/", "entry.lua:"]
    return starts.contains { text.hasPrefix($0) } ? Files.join(folder, text) : text
  }
}

/// Writes a run in one format.
protocol ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink)
}

extension OutputFormat {
  /// What writes the format.
  /// - Parameters:
  ///   - path: the file, where there is one.
  ///   - isVerbose: `--verbose`.
  func renderer(for path: String?, isVerbose: Bool) -> any ReportRenderer {
    switch self {
    case .pretty: PrettyReport(isVerbose: isVerbose)
    case .json, .ndjson: JSONReport()
    case .junit: JUnitReport()
    case .sarif: SARIFReport()
    case .html: HTMLReport()
    case .csv: CSVReport()
    case .ocsf: OCSFReport(isArray: path?.lowercased().hasSuffix(".json") ?? false)
    }
  }
}
