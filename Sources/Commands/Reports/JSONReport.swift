import Integrations
import JSONSchema

/// `--format json`: the whole result as one object (contract of the REST API, too).
struct JSONReport: ReportRenderer {
  func render(_ report: RunReport, to sink: OutputSink) {
    sink.write(report.result.json.serialized(pretty: true))
    sink.write("\n")
  }
}
