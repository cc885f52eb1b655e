import ArgumentParser
import Checks
import Integrations
import JSONSchema

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look for mistakes in a repository or an integration, without a run.",
    discussion: """
      Reads the catalogue, the schemas, controls.json and every script, loads the declarations, and reports all that is \
      wrong with file, line, column, rule and a fix. No task runs, and nothing is sent. docs/checking.md tells of each rule.

      EXAMPLES
        luahost check
        luahost check integrations/hello_world
        luahost check ../checks --strict
        luahost check --format sarif > luahost.sarif

      EXIT CODES
        0 no errors · 65 errors (with --strict, warnings too) · 66 nothing to check there
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case pretty, json, sarif
  }

  @Argument(help: "A repository, or the folder of one integration.", completion: .directory)
  var path = "."

  @Option(help: ArgumentHelp("What to print: pretty, json or sarif (SARIF 2.1.0).", valueName: "format"))
  var format: Format = .pretty

  @Option(help: ArgumentHelp("Write the output there instead of to stdout.", valueName: "file"), completion: .file())
  var output: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  func run() throws {
    var report = try Checker.check(path)
    if strict { for index in report.findings.indices { report.findings[index].severity = .error } }
    if let output {
      try OutputFile(output).write { write(report, to: $0) }
    } else {
      let sink = OutputSink()
      write(report, to: sink)
      try sink.finishStandardOutput()
    }
    if report.findings.contains(where: { $0.severity == .error }) { throw ExitStatus.badData.code }
  }

  private func write(_ report: Checker.Report, to sink: OutputSink) {
    switch format {
    case .pretty: sink.write(FindingsPage(report, console: sink.console).text)
    case .json: sink.write(report.json.serialized(pretty: true) + [UInt8(ascii: "\n")])
    case .sarif: sink.write(SARIFLog.make(report).serialized(pretty: true) + [UInt8(ascii: "\n")])
    }
  }
}
