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
        luahost run integrations/aws --config prod.yaml --format json --output result.json
        luahost run integrations/aws --tasks s3_public_buckets --timeout 120
        luahost run integrations/aws --limit memory=512 --limit cpu_slice=30

      A value of the config may be a reference, resolved here: ${env:NAME} or ${file:path}. It is never printed where \
      the schema says that it is a secret.

      Ctrl-C ends the job with what was reached, and Ctrl-\\ tells what each task is doing.

      LIMITS
      \(LimitSetting.table)
      """)

  @Argument(help: "The integration's folder, or its name in this repository.", completion: .directory)
  var path: String

  @OptionGroup var config: ConfigOptions
  @OptionGroup var selection: SelectionOptions

  @Option(
    help: ArgumentHelp("What to print: pretty, json (one object) or ndjson (an event a line).", valueName: "format"))
  var format: OutputFormat = .pretty

  @Option(help: ArgumentHelp("Write the output there instead of to stdout.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("Exit with 2 when there is a violation of this severity or above.", valueName: "severity"))
  var failOn: Severity?

  @Option(help: ArgumentHelp("End the job after this many seconds.", valueName: "seconds"))
  var timeout: Double?

  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp("Set a limit of the job, as listed above; may be repeated.", valueName: "name=value"))
  var limits: [LimitSetting] = []

  @Flag(help: "Show the host's own frames in tracebacks, and logs of all tasks.")
  var verbose = false

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout < 1e9) {
      throw ValidationError("--timeout takes a number of seconds above 0.")
    }
  }

  func run() async throws {
    do {
      let timeout = timeout.map { [LimitSetting(limit: .timeout, value: $0)] } ?? []
      let run = try IntegrationRun(
        path: path, config: config.source, selection: selection.selection, limits: limits + timeout)
      let sink = try OutputSink(path: output)
      let rendering = Rendering(format: format, sink: sink, verbose: verbose, folder: run.folder)
      let (result, wasInterrupted) = try await run.execute(observer: rendering.observer)
      try rendering.finish(result)
      throw (wasInterrupted ? ExitStatus.interrupted : ExitStatus(result, failOn: failOn)).code
    } catch let error as IntegrationError {
      throw Complaint.report(error)
    }
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
