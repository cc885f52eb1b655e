import Checks
import Development
import Integrations
import ScriptHTTP

#if canImport(Glibc)
  import Glibc
#endif

/// What `luahost dev` says: each part as text.
struct DevScreen {
  let console: Console
  let subject: RunReport.Subject
  let isOffline: Bool
  /// Whether only failures and violations are shown.
  var isBrief = false

  /// More tasks than these leave no line each after a save.
  private static let mostLines = 10
  /// Of one insight.
  private static let mostViolations = 20

  private func dot() -> String { console.paint(" · ", .dim) }

  func greeting(takesKeys: Bool) -> String {
    let keys = takesKeys ? "\(dot())? lists the keys" : ""
    let offline = isOffline ? "\(dot())offline" : ""
    return "\(console.paint("luahost dev", .bold)) \(Console.plain(subject.folder))\(dot())runs again on each save"
      + "\(keys)\(offline)\n\n"
  }

  /// What was saved, with the time of the day.
  func saved(_ paths: Set<String>, at instant: Int64) -> String {
    let shown = paths.sorted()
    let more = shown.count > 3 ? " and \(shown.count - 3) more" : ""
    let text = shown.prefix(3).joined(separator: ", ") + more
    return "\n\(console.paint(Self.timeOfDay(instant), .dim)) saved \(console.paint(Console.plain(text), .bold))"
  }

  /// Why all tasks run; empty where only some do.
  func reason(_ change: RerunPlan.Change) -> String {
    switch change {
    case .everything(let what): return ": \(what) changed, all tasks run"
    case .files(let files):
      let shared = files.filter { SourceKind($0) == .shared }
      guard let file = shared.min() else { return "" }
      return files.count == 1 ? ": all tasks run" : ": \(Console.plain(file)) changed, all tasks run"
    }
  }

  static func timeOfDay(_ instant: Int64) -> String {
    var seconds = time_t(instant / 1_000_000_000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }

  // MARK: Results

  /// Whether each task that ran because of a save leaves its line.
  func showsEach(_ outcome: DevRun.Outcome) -> Bool { !isBrief && outcome.ran.count <= Self.mostLines }

  /// The lines of tasks that ran because of a save.
  func lines(_ outcome: DevRun.Outcome, _ difference: ResultDifference?) -> String {
    let ran = outcome.result.tasks.filter { outcome.ran.contains($0.name) }
    let line = TaskLine(console, folder: subject.folder, verbose: false)
    let turned = Set(difference?.tasks.filter { $0.turn != nil || $0.hasOtherErrors }.map(\.name) ?? [])
    let showsEach = showsEach(outcome)
    let shown = ran.filter { showsEach || $0.hasFailed || turned.contains($0.name) }
    return shown.prefix(Self.mostLines * 2).map { line.text(for: $0) }.joined()
  }

  /// The violations, worst first.
  func writeFindings(_ result: JobResult, to sink: OutputSink) {
    JobReport(RunReport(result, of: subject), console: console, mostViolations: Self.mostViolations)
      .writeFindings(to: sink)
    sink.flush()
  }

  /// What the session stands at, in one line.
  func resultLine(_ outcome: DevRun.Outcome, _ counts: MemoryTransport.Counts, since instant: Int64?, now: Int64)
    -> String
  {
    let result = outcome.result
    let report = RunReport(result, of: subject)
    let mark =
      result.hasFailed
      ? console.paint("✗", .red, .bold)
      : result.violations.isEmpty ? console.paint("✓", .green, .bold) : console.paint("!", .yellow, .bold)
    var parts = ["\(mark) \(JobReport(report, console: console).violationCount)"]
    let failed = report.failedTasks.count
    if failed > 0 { parts.append(console.paint("\(failed) failed", .red, .bold)) }
    let skipped = report.skippedTasks.count
    if skipped > 0 { parts.append("\(skipped) skipped") }
    let ran = "\(outcome.ran.count) \(outcome.ran.count == 1 ? "task" : "tasks") ran"
    parts.append(outcome.keptCount > 0 ? "\(ran), \(outcome.keptCount) kept" : ran)
    parts += requests(counts)
    if let instant {
      parts.append(console.paint("\(Duration.nanoseconds(now - instant).brief) after the save", .bold))
    } else {
      parts.append(result.duration.brief)
    }
    return parts.joined(separator: dot()) + "\n"
  }

  private func requests(_ counts: MemoryTransport.Counts) -> [String] {
    var parts: [String] = []
    if counts.replayed > 0 { parts.append("\(counts.replayed) replayed") }
    if counts.live > 0 { parts.append(console.paint("\(counts.live) live", .cyan)) }
    if counts.missing > 0 { parts.append(console.paint("\(counts.missing) not recorded", .red)) }
    return parts.isEmpty ? [] : [parts.joined(separator: ", ")]
  }

  /// A save that cannot be run, with what stands meanwhile.
  func broken(_ error: IntegrationError, standing: JobResult?) -> String {
    Complaint.text(error, console) + stands(standing)
  }

  /// A job that ended early.
  func ended(_ result: JobResult, standing: JobResult?) -> String {
    var text =
      console.paint("The run ended early: ", .red, .bold) + Console.plain(result.error ?? "", keepsLines: true) + "\n"
    if let stageOne = result.stageOne, !stageOne.success {
      text = TaskLine(console, folder: subject.folder, verbose: false).text(for: stageOne)
    }
    return text + stands(standing)
  }

  private func stands(_ result: JobResult?) -> String {
    guard let result else { return console.paint("  waiting for a save that mends it\n", .dim) }
    let count = result.violations.count
    let violations = count == 0 ? "no violations" : count == 1 ? "1 violation" : "\(count) violations"
    return console.paint(
      "  the last good result stands (\(violations)); waiting for a save that mends it\n", .dim)
  }

  // MARK: Checks

  /// Findings that are new.
  func findings(_ findings: [Finding]) -> String {
    let shown = findings.prefix(Self.mostLines).map { FindingSection($0, console: console).text }
    let rest = findings.count - shown.count
    return shown.joined()
      + (rest > 0 ? console.paint("… and \(rest) more: luahost check \(subject.folder)\n", .dim) : "")
  }

  /// Those that were there from the start.
  func standing(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "" }
    let count = "\(findings.count) \(findings.count == 1 ? "finding" : "findings")"
    return console.paint("check: \(count), as luahost check \(Console.plain(subject.folder)) tells\n", .yellow)
  }
}
