import Integrations

/// `--format pretty` in a file: what a terminal shows of the run.
struct PrettyReport: ReportRenderer {
  var isVerbose: Bool

  func render(_ report: RunReport, to sink: OutputSink) {
    let lines = TaskLine(sink.console, folder: report.subject.folder, verbose: isVerbose)
    if let stageOne = report.result.stageOne { sink.write(lines.text(for: stageOne)) }
    for task in report.result.tasks {
      if isVerbose { for line in task.logs { sink.write(lines.text(forLog: line, task: task.name)) } }
      sink.write(lines.text(for: task))
    }
    JobReport(report, console: sink.console).write(to: sink)
  }
}
