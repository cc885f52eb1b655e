import ArgumentParser
import Integrations

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run an integration here, now.",
    discussion: """
      Runs stage one, then the collectors, then the insights, and shows what they found.

      EXAMPLES
        luahost run integrations/hello_world
        luahost run integrations/web_security -c urls=https://example.com -c urls=https://example.org
        luahost run integrations/github -c 'token=${env:GITHUB_TOKEN}' --fail-on high
        luahost run integrations/aws --config prod.yaml --format json > result.json
        luahost run integrations/aws --config prod.yaml --output report.html --output result.sarif
        luahost run integrations/aws --tasks s3_public_buckets --timeout 120
        luahost run integrations/aws --limit memory=512 --limit cpu_slice=30
        luahost run integrations/aws --config prod.yaml --record recordings/aws
        luahost run integrations/aws --config prod.yaml --replay recordings/aws

      A value of the config may be a reference, resolved here: ${env:NAME} or ${file:path}. It is never printed where \
      the schema says that it is a secret.

      Ctrl-C ends the job with what was reached, and Ctrl-\\ tells what each task is doing.

      FORMATS
        pretty  for people at a terminal              .txt .log
        html    one page for managers and auditors    .html .htm
        json    the whole result as one object        .json
        ndjson  an event a line, as it happens        .ndjson .jsonl
        sarif   GitHub and GitLab code scanning       .sarif .sarif.json
        junit   Jenkins, GitLab, GitHub test reports  .xml
        csv     a violation a row, for spreadsheets   .csv
        ocsf    Security Lake, Splunk; OCSF 1.5       .ocsf .ocsf.json
      docs/outputs.md shows each of them.

      EXIT CODES
        0 it ran · 1 a task or the job failed, or an output could not be written (whatever was found)
        2 violations at or above --fail-on · 130 interrupted

      LIMITS
      \(LimitSetting.table)
      """)

  @Argument(help: "The integration's folder, or its name in this repository.", completion: IntegrationCompletion.kind)
  var path: String

  @OptionGroup var config: ConfigOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var exchanges: ExchangeOptions

  @Option(help: ArgumentHelp("What to give out, one of the FORMATS below (pretty).", valueName: "format"))
  var format: OutputFormat?

  @Option(
    help: ArgumentHelp(
      "Write it there instead of to stdout; - is stdout. May be repeated: the ending tells the format, or say "
        + "format:file.", valueName: "file"),
    completion: .file())
  var output: [String] = []

  @Option(help: ArgumentHelp("Exit with 2 when there is a violation of this severity or above.", valueName: "severity"))
  var failOn: Severity?

  @Option(help: ArgumentHelp("End the job after this many seconds.", valueName: "seconds"))
  var timeout: Double?

  @OptionGroup var limits: LimitOptions
  @OptionGroup var network: NetworkOptions

  @Flag(help: "Show the host's own frames in tracebacks, and logs of all tasks.")
  var verbose = false

  func validate() throws {
    _ = try OutputTarget.all(outputs: output, format: format)
    if let timeout, !(timeout > 0 && timeout < 1e9) {
      throw ValidationError("--timeout takes a number of seconds above 0.")
    }
  }

  func run() async throws {
    let targets = try OutputTarget.all(outputs: output, format: format)
    // What cannot be written is told before the config is asked for.
    for path in targets.compactMap(\.path) { _ = try OutputFile(path) }
    let timeout = timeout.map { [LimitSetting(limit: .timeout, value: $0)] } ?? []
    let run = try IntegrationRun(
      path: path, config: config.source, selection: selection.selection, limits: limits.settings + timeout,
      exchanges: exchanges.source, isStrict: network.strict)
    let outputs = try RunOutputs(targets, for: run.subject, isVerbose: verbose)
    let rocks = InstalledRocks(of: run.subject.folder)
    if let warning = rocks.warning {
      let console = Console(Console.standardError)
      console.write("\(console.paint("warning:", .yellow)) \(Console.plain("\(warning) \(rocks.remedy)"))\n")
    }
    let outcome = try await run.execute(observer: outputs.observer)
    try outputs.finish(outcome.result)
    LastRun(of: run.subject.folder).saveIfWorking(outcome.result)
    if let notice = try outcome.recorded?.get() { outputs.observer.notice(notice) }
    if verbose, !outcome.unused.isEmpty {
      outputs.observer.notice("recordings that nobody asked for: \(outcome.unused.joined(separator: ", "))")
    }
    for request in outcome.swallowed { outputs.observer.notice("not recorded: \(request)") }
    throw ExitStatus(outcome, failOn: failOn).code
  }
}

/// Options that choose tasks.
struct SelectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Run these tasks and what they depend on.", valueName: "a,b"))
  var tasks: String?

  @Option(help: ArgumentHelp("Run these tasks alone, without what they depend on.", valueName: "a,b"))
  var only: String?

  func validate() throws {
    if tasks != nil, only != nil { throw ValidationError("Give --tasks or --only, not both.") }
    if let list = tasks ?? only, Self.names(list).isEmpty {
      throw ValidationError("--tasks and --only take names of tasks, joined by commas.")
    }
  }

  var selection: JobPlan.Selection {
    if let tasks { return .tasks(Self.names(tasks)) }
    if let only { return .only(Self.names(only)) }
    return .all
  }

  private static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }
}

extension Severity: ExpressibleByArgument {}

extension StringProtocol {
  /// Without spaces and tabs at either end.
  var trimmingSpaces: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
