import Integrations

/// `--format html`: one file for people who do not run luahost: a summary, the violations with what to do, the controls
/// and the tasks.
///
/// It asks for nothing from anywhere (its own policy forbids it), needs no scripts, fits a phone, a dark screen and
/// paper, and shows all texts of scripts as text.
struct HTMLReport: ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink) {
    let page = HTMLPage(report: report, sink: sink)
    page.writeHead()
    page.writeSummary()
    page.writeFindings()
    page.writePassed()
    page.writeControls()
    page.writeTasks()
    page.writeFoot()
  }
}

/// The page under way; its sections are in files of their own.
struct HTMLPage {
  let report: RunReport
  let sink: OutputSink

  /// Writes markup; what is put into it must be escaped with ``text(_:)``.
  func write(_ markup: String) {
    sink.write(markup)
    sink.write("\n")
  }

  func text(_ text: String) -> String { Markup.escaped(text) }

  /// `1 task`, `2 tasks`.
  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  func badge(_ severity: Severity) -> String {
    #"<span class="badge \#(severity.rawValue)">\#(severity.rawValue)</span>"#
  }

  // MARK: Head and foot

  func writeHead() {
    let subject = report.subject
    let count = Self.count(report.result.violations.count, "violation")
    write(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="luahost \(text(Version.current))">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <title>\(text(subject.title)): \(count)</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      <header class="top">
      <p class="brand">\(HTMLStyle.mark) luahost</p>
      <h1><bdi>\(text(subject.title))</bdi></h1>
      """)
    if !subject.description.isEmpty { write(#"<p class="lead"><bdi>\#(text(subject.description))</bdi></p>"#) }
    let started = report.result.startedAt
    write(
      """
      <p class="meta"><time datetime="\(started.iso8601)">\(Self.date(started))</time>
      <span>took \(text(report.result.duration.brief))</span>
      <span>\(Self.count(report.verdicts.count, "check")), \(Self.count(report.result.tasks.count, "task"))</span></p>
      </header>
      <main>
      """)
  }

  func writeFoot() {
    write(
      """
      </main>
      <footer>
      <p>Made by luahost \(text(Version.current)) from integration <code>\(text(report.subject.name))</code>,
      job <code>\(text(report.result.jobID))</code>, \(report.result.startedAt.iso8601) to \
      \(report.result.finishedAt.iso8601).</p>
      </footer>
      </body>
      </html>
      """)
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `25 November 2026, 20:14 UTC`.
  private static func date(_ instant: Timestamp) -> String {
    let text = instant.iso8601
    let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return text }
    return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0]), \(text.dropFirst(11).prefix(5)) UTC"
  }

  // MARK: Summary

  func writeSummary() {
    write(#"<section class="summary" aria-label="Summary">"#)
    writeVerdict()
    write(#"<ul class="tiles">"#)
    for severity in Severity.allCases.reversed() {
      let count = report.count(severity)
      write(
        """
        <li class="tile \(severity.rawValue)\(count == 0 ? " none" : "")">\
        <strong>\(count)</strong> <span>\(severity.rawValue)</span></li>
        """)
    }
    write("</ul>")
    writeShares()
    write("</section>")
    writeWarnings()
    writeNavigation()
  }

  private func writeVerdict() {
    let count = report.result.violations.count
    let headline =
      count > 0
      ? Self.count(count, "violation")
      : report.isComplete ? "No violations" : "No violations found, but not all was checked"
    let judged = report.verdicts.count { $0.isConclusive }
    let mood = count > 0 ? "bad" : report.isComplete ? "good" : "unsure"
    let share = judged == 0 ? 0 : report.passed.count * 100 / judged
    write(
      """
      <div class="verdict \(mood)">
      <div class="ring" style="--share:\(share)" role="img" aria-label="\(share) percent of the checks passed">\
      <span>\(share)<small>%</small></span></div>
      <div><p class="headline">\(headline)</p>
      <p class="muted">\(report.passed.count) of \(Self.count(judged, "check")) passed</p></div>
      </div>
      """)
  }

  /// A bar with a part for each severity.
  private func writeShares() {
    let total = report.result.violations.count
    guard total > 0 else { return }
    let parts = Severity.allCases.reversed().filter { report.count($0) > 0 }
      .map { #"<i class="\#($0.rawValue)" style="flex-grow:\#(report.count($0))"></i>"# }
    write(#"<div class="shares" role="img" aria-label="\#(report.severityCounts)">\#(parts.joined())</div>"#)
  }

  private func writeWarnings() {
    if let error = report.result.error {
      write(
        """
        <p class="notice"><strong>The run ended early.</strong> What follows is what it had reached. \
        <bdi>\(text(error))</bdi></p>
        """)
    } else if !report.isComplete {
      let failed = Self.count(report.failedTasks.count, "task")
      let skippedTasks = report.skippedTasks.filter { !$0.errors.isEmpty }
      let skipped = Self.count(skippedTasks.count, "task")
      write(
        """
        <p class="notice"><strong>Not everything could be checked.</strong> \(failed) failed and \(skipped) \
        \(skippedTasks.count == 1 ? "was" : "were") skipped; see <a href="#tasks">the tasks</a>.</p>
        """)
    }
  }

  private func writeNavigation() {
    var links: [(String, String, Int)] = []
    if !report.failing.isEmpty { links.append(("findings", "Violations", report.result.violations.count)) }
    if !report.passed.isEmpty { links.append(("passed", "Passed", report.passed.count)) }
    if !report.frameworks.isEmpty {
      links.append(("controls", "Controls", report.frameworks.reduce(0) { $0 + $1.controls.count }))
    }
    links.append(("tasks", "Tasks", report.result.tasks.count))
    let items = links.map { ##"<a href="#\##($0)">\##($1) <b>\##($2)</b></a>"## }
    write(#"<nav aria-label="Sections">\#(items.joined())</nav>"#)
  }
}
