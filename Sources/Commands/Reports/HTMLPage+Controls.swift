import Integrations

extension HTMLPage {
  // MARK: Controls

  func writeControls() {
    guard !report.frameworks.isEmpty else { return }
    write(#"<section id="controls"><h2>Controls</h2>"#)
    write(
      """
      <p class="muted">What this run is evidence for. A control passes when every check for it passed; one run cannot \
      show that a control was in place before or after it.</p>
      """)
    for framework in report.frameworks { write(framework) }
    write("</section>")
  }

  private func write(_ framework: Framework) {
    let parts = Framework.Status.allCases.filter { framework.count($0) > 0 }
    let bar = parts.map { #"<i class="\#($0.rawValue)" style="flex-grow:\#(framework.count($0))"></i>"# }
    let counts = parts.map { "\(framework.count($0)) \($0.label)" }.joined(separator: ", ")
    write(
      """
      <div class="framework"><header><h3><bdi>\(text(framework.name))</bdi></h3><span class="count">\(counts)</span></header>
      <div class="shares" role="img" aria-label="\(counts)">\(bar.joined())</div>
      <table class="controls"><thead><tr><th scope="col">Control</th><th scope="col">Status</th>\
      <th scope="col">Checks</th></tr></thead><tbody>
      """)
    for control in framework.controls {
      let insights = control.insights.map(check).joined(separator: "<br>")
      write(
        """
        <tr><td><bdi>\(text(control.id))</bdi></td><td><span class="state \(control.status.rawValue)">\
        \(control.status.label)</span></td><td>\(insights)</td></tr>
        """)
    }
    write("</tbody></table></div>")
  }

  private func check(_ verdict: RunReport.Verdict) -> String {
    let title = "<bdi>\(text(verdict.task.title))</bdi>"
    guard !verdict.violations.isEmpty else { return title }
    return ##"<a href="#check-\##(text(verdict.task.name))">\##(title)</a>"##
  }

  // MARK: Tasks

  func writeTasks() {
    write(
      """
      <section id="tasks"><h2>Tasks</h2>
      <table class="tasks"><thead><tr><th scope="col">Task</th><th scope="col">Outcome</th><th scope="col">Time</th>\
      <th scope="col">Message</th></tr></thead><tbody>
      """)
    if let stageOne = report.result.stageOne, !stageOne.success || !stageOne.errors.isEmpty {
      writeRow(
        "stage_one", title: "Set-up", state: stageOne.success ? ("done", "passed") : ("failed", "failed"),
        time: stageOne.duration.brief, message: nil, errors: stageOne.errors)
    }
    for task in report.result.tasks {
      writeRow(
        task.name, title: task.title, state: state(task), time: task.status == .done ? task.duration.brief : "",
        message: task.message, errors: task.errors)
    }
    write("</tbody></table></section>")
  }

  private func state(_ task: TaskResult) -> (label: String, style: String) {
    if task.hasFailed { return ("failed", "failed") }
    switch task.status {
    case .done: return task.isViolation ? ("violation", "violation") : ("done", "passed")
    case .skipped: return (task.errors.isEmpty ? "disabled" : "skipped", "unknown")
    case .queued, .inProgress: return ("not reached", "unknown")
    }
  }

  private func writeRow(
    _ name: String, title: String, state: (label: String, style: String), time: String, message: String?,
    errors: [String]
  ) {
    var notes = message.map { "<bdi>\(text($0))</bdi>" } ?? ""
    let errors = errors.map { RunReport.inFolder(report.subject.folder, $0) }
    for error in errors { notes += #"<bdi class="error">\#(text(error))</bdi>"# }
    write(
      """
      <tr><td><bdi class="name">\(text(title))</bdi><bdi class="id">\(text(name))</bdi></td>\
      <td><span class="state \(state.style)">\(state.label)</span></td><td class="time">\(text(time))</td>\
      <td>\(notes)</td></tr>
      """)
  }
}

extension Framework.Status {
  fileprivate var label: String { self == .unknown ? "not checked" : rawValue }
}
