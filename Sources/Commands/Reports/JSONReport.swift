import Integrations

/// `--format json`: the whole result as one object.
struct JSONReport: ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink) { report.result.writeDocument { sink.write($0) } }
}
