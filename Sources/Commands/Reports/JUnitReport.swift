import Integrations

/// `--format junit`: JUnit's XML as Jenkins, GitLab and GitHub read it. The integration is the suite, each task a case.
///
/// A task that failed is an error, an insight with violations is a failure. It keeps to the schema of Jenkins' xUnit
/// plugin (junit-10.xsd), so that places are in the text, not in attributes.
struct JUnitReport: ReportRenderer {
  /// Viewers hold a failure in memory as one text; other formats list every resource.
  private static let mostResources = 1000

  func render(_ report: RunReport, to sink: OutputSink) {
    let result = report.result
    let failures = report.failing.count { !$0.task.hasFailed }
    let errors = report.failedTasks.count + (failsBeforeTasks(result) ? 1 : 0)
    let cases = result.tasks.count + (result.stageOne == nil ? 0 : 1) + (hasJobCase(result) ? 1 : 0)
    let counts = #"tests="\#(cases)" failures="\#(failures)" errors="\#(errors)""#
    let skipped = result.tasks.count { $0.status != .done }
    let time = result.duration.junitTime
    let name = Markup.attribute(report.subject.name)
    sink.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n")
    sink.write(#"<testsuites name="luahost" time="\#(time)" \#(counts)>"# + "\n")
    sink.write(
      #"  <testsuite name="\#(name)" \#(counts) skipped="\#(skipped)" time="\#(time)" "#
        + #"timestamp="\#(result.startedAt.iso8601.prefix(19))" id="0" package="\#(name)" "#
        + #"file="\#(Markup.attribute(report.subject.folder))">"# + "\n")
    writeProperties(report, to: sink)
    writeJob(report, to: sink)
    let violations = Dictionary(uniqueKeysWithValues: report.failing.map { ($0.task.name, $0.violations) })
    for task in result.tasks { write(task, violations[task.name] ?? [], of: report, to: sink) }
    sink.write("  </testsuite>\n</testsuites>\n")
  }

  private func writeProperties(_ report: RunReport, to sink: OutputSink) {
    sink.write("    <properties>\n")
    let properties = [
      ("luahost.version", Version.current), ("title", report.subject.title), ("job_id", report.result.jobID),
      ("status", report.result.status.rawValue),
    ]
    for (name, value) in properties {
      sink.write(#"      <property name="\#(name)" value="\#(Markup.attribute(value))"/>"# + "\n")
    }
    sink.write("    </properties>\n")
  }

  // MARK: What comes before the tasks

  private func hasJobCase(_ result: JobResult) -> Bool { result.error != nil && result.stageOne?.success != false }

  private func failsBeforeTasks(_ result: JobResult) -> Bool { hasJobCase(result) || result.stageOne?.success == false }

  private func writeJob(_ report: RunReport, to sink: OutputSink) {
    let result = report.result
    if hasJobCase(result), let error = result.error {
      open("job", group: "job", report, .zero, to: sink)
      sink.write(element("error", type: "job", message: "The job ended early: \(error)", text: error))
      sink.write("    </testcase>\n")
    }
    guard let stageOne = result.stageOne else { return }
    open("stage_one", group: "stage_one", report, stageOne.duration, to: sink)
    if !stageOne.success {
      sink.write(error(stageOne.errors, stageOne.fault, whenNone: result.error ?? "Stage one failed.", report))
    }
    sink.write(output(logs: stageOne.logs, errors: stageOne.success ? stageOne.errors : []))
    sink.write("    </testcase>\n")
  }

  // MARK: Tasks

  private func write(_ task: TaskResult, _ violations: [Violation], of report: RunReport, to sink: OutputSink) {
    open(task.name, group: task.kind.rawValue + "s", report, task.duration, to: sink)
    if task.hasFailed {
      sink.write(error(task.errors, task.fault, whenNone: "The task failed.", report))
    } else if task.status != .done {
      let reason = task.errors.isEmpty ? (task.status == .skipped ? "disabled" : "did not run") : task.errors[0]
      sink.write(#"      <skipped message="\#(Markup.attribute(reason))"/>"# + "\n")
    } else if !violations.isEmpty {
      writeFailure(task, violations, of: report, to: sink)
    }
    sink.write(output(logs: task.logs, errors: task.success ? task.errors : []))
    sink.write("    </testcase>\n")
  }

  private func writeFailure(
    _ task: TaskResult, _ violations: [Violation], of report: RunReport, to sink: OutputSink
  ) {
    let count = "\(violations.count) violations (\(RunReport.severityCounts(of: violations)))"
    let message = violations.count == 1 ? violations[0].description : task.message ?? count
    var text = "\(task.title)\n\(report.path(of: task.location)):\(task.location.line ?? 1)\n\n"
    for violation in violations.prefix(Self.mostResources) {
      let resource = violation.resourceID.map { "\($0): " } ?? ""
      text += "\(violation.severity.rawValue): \(resource)\(violation.description)\n"
    }
    let rest = violations.count - Self.mostResources
    if rest > 0 { text += "… and \(rest) more, which the formats json, csv and sarif list\n" }
    if let remediation = task.remediation { text += "\nFix: \(remediation)\n" }
    for reference in task.references { text += "See: \(reference)\n" }
    let controls = task.controls.map { "\($0.framework) \($0.controlID)" }
    if !controls.isEmpty { text += "For: \(controls.joined(separator: ", "))\n" }
    let severity = violations.map(\.severity).max() ?? task.severity
    sink.write(element("failure", type: severity.rawValue, message: message, text: text))
  }

  // MARK: Elements

  private func open(_ name: String, group: String, _ report: RunReport, _ duration: Duration, to sink: OutputSink) {
    let classname = Markup.attribute("\(report.subject.name).\(group)")
    sink.write(
      #"    <testcase classname="\#(classname)" name="\#(Markup.attribute(name))" time="\#(duration.junitTime)">"#
        + "\n")
  }

  private func error(_ errors: [String], _ fault: ScriptFault?, whenNone: String, _ report: RunReport) -> String {
    let folder = report.subject.folder
    let frames = fault?.traceback.filter { !$0.isInternal } ?? []
    let lines =
      errors.map { RunReport.inFolder(folder, $0) }
      + (frames.count > 1 ? frames.map { "  at " + RunReport.inFolder(folder, $0.text) } : [])
    return element(
      "error", type: "error", message: errors.first ?? whenNone,
      text: lines.isEmpty ? whenNone : lines.joined(separator: "\n"))
  }

  private func element(_ name: String, type: String, message: String, text: String) -> String {
    #"      <\#(name) type="\#(type)" message="\#(Markup.attribute(message))">"# + Markup.escaped(text) + "</\(name)>\n"
  }

  private func output(logs: [LogLine], errors: [String]) -> String {
    var text = ""
    let lines = logs.map(\.stamped).joined(separator: "\n")
    if !logs.isEmpty { text += "      <system-out>\(Markup.escaped(lines))</system-out>\n" }
    if !errors.isEmpty {
      text += "      <system-err>\(Markup.escaped(errors.joined(separator: "\n")))</system-err>\n"
    }
    return text
  }
}

extension Duration {
  /// Seconds: Surefire's time has three digits after the point at most.
  var junitTime: String {
    let milliseconds = Int((seconds * 1000).rounded())
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }
}
