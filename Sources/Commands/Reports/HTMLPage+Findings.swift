import Integrations

extension HTMLPage {
  /// Resources of an insight that are shown at once; more are behind a fold.
  private static let mostOpen = 10

  // MARK: Violations

  func writeFindings() {
    guard !report.failing.isEmpty else { return }
    write(#"<section id="findings"><h2>Violations</h2>"#)
    for severity in Severity.allCases.reversed() {
      let verdicts = report.failing.filter { $0.severity == severity }
      guard !verdicts.isEmpty else { continue }
      let count = Self.count(verdicts.count, "check")
      write(#"<h3 class="group \#(severity.rawValue)">\#(severity.rawValue) <small>\#(count)</small></h3>"#)
      for verdict in verdicts { write(verdict) }
    }
    write("</section>")
  }

  private func write(_ verdict: RunReport.Verdict) {
    let task = verdict.task
    write(
      """
      <article class="finding \(verdict.severity.rawValue)" id="check-\(text(task.name))">
      <header>\(badge(verdict.severity))<h4><bdi>\(text(task.title))</bdi></h4>
      <span class="count">\(Self.count(verdict.violations.count, "violation"))</span></header>
      """)
    if let description = task.description { write(#"<p class="muted"><bdi>\#(text(description))</bdi></p>"#) }
    let resources = verdict.violations.filter { $0.resourceID != nil }
    for violation in verdict.violations where violation.resourceID == nil {
      write(#"<p class="what"><bdi>\#(text(violation.description))</bdi></p>"#)
    }
    if !resources.isEmpty { writeTables(resources, of: verdict) }
    writeAdvice(task)
    write("</article>")
  }

  private func writeTables(_ violations: [Violation], of verdict: RunReport.Verdict) {
    writeTable(violations.prefix(Self.mostOpen), of: verdict)
    let rest = violations.dropFirst(Self.mostOpen)
    guard !rest.isEmpty else { return }
    write("<details><summary>\(Self.count(rest.count, "more resource"))</summary>")
    writeTable(rest, of: verdict)
    write("</details>")
  }

  private func writeTable(_ violations: ArraySlice<Violation>, of verdict: RunReport.Verdict) {
    write(
      """
      <table class="resources"><thead><tr><th scope="col">Resource</th><th scope="col">Finding</th></tr></thead><tbody>
      """)
    for violation in violations {
      let id = violation.resourceID ?? ""
      let name = violation.resourceName ?? id
      var resource = #"<bdi class="name">\#(text(name))</bdi>"#
      if name != id { resource += #"<bdi class="id">\#(text(id))</bdi>"# }
      let severity = violation.severity == verdict.severity ? "" : badge(violation.severity) + " "
      write("<tr><td>\(resource)</td><td>\(severity)<bdi>\(text(violation.description))</bdi></td></tr>")
    }
    write("</tbody></table>")
  }

  /// What to do, where to read on, what it is evidence for.
  private func writeAdvice(_ task: TaskResult) {
    if let remediation = task.remediation {
      write(#"<div class="fix"><h5>What to do</h5><p><bdi>\#(text(remediation))</bdi></p></div>"#)
    }
    if !task.references.isEmpty {
      write(#"<ul class="references">\#(task.references.map { "<li>\(link($0))</li>" }.joined())</ul>"#)
    }
    if !task.controls.isEmpty {
      let chips = task.controls.map { #"<li><bdi>\#(text($0.framework)) <b>\#(text($0.controlID))</b></bdi></li>"# }
      write(#"<ul class="chips" aria-label="Controls">\#(chips.joined())</ul>"#)
    }
  }

  /// A link, where it leads to the web; any other scheme stays text.
  private func link(_ address: String) -> String {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return "<bdi>\(text(address))</bdi>" }
    let shown = address.drop { $0 != "/" }.dropFirst(2)
    return #"<a href="\#(Markup.attribute(address))" rel="noopener noreferrer"><bdi>\#(text(String(shown)))</bdi></a>"#
  }

  // MARK: Passed

  func writePassed() {
    guard !report.passed.isEmpty else { return }
    write(#"<section id="passed"><h2>Passed</h2><ul class="passed">"#)
    for verdict in report.passed {
      let count = verdict.task.resources.count
      let note = verdict.task.message ?? (count == 0 ? "" : Self.count(count, "resource"))
      let muted = note.isEmpty ? "" : #" <span class="muted"><bdi>\#(text(note))</bdi></span>"#
      write("<li><bdi>\(text(verdict.task.title))</bdi>\(muted)</li>")
    }
    write("</ul></section>")
  }
}
