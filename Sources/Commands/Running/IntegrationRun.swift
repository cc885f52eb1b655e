import FoundationEssentials
import Integrations
import JSONSchema
import ScriptHTTP

/// One run of an integration from the command line: finds it, checks its config, runs it.
struct IntegrationRun {
  /// Who runs, for reports.
  let subject: RunReport.Subject
  let name: String
  let repository: Repository
  let options: JobOptions
  let exchanges: RunTransport.Source
  let network: NetworkPolicy

  /// - Parameter isStrict: whether hosts that the catalogue does not list are refused, as a worker does.
  init(
    path: String, config source: ConfigSource, selection: JobPlan.Selection, limits settings: [LimitSetting] = [],
    exchanges: RunTransport.Source = .network, isStrict: Bool = false
  ) throws {
    self.exchanges = exchanges
    (repository, name) = try Repository.locate(path)
    let entry = try repository.entry(of: name)
    subject = RunReport.Subject(
      name: name, title: entry.title, description: entry.description, folder: repository.folder(of: name))
    guard entry.isEnabled else {
      throw IntegrationError(
        code: .disabled, message: "The integration '\(name)' is disabled in the catalogue.",
        location: SourceLocation(file: Files.join(repository.root, Catalogue.fileName)),
        hint: "Set \"enabled\": true in its entry.")
    }
    var limits = try JobLimits(entry)
    for setting in settings { limits[setting.limit] = setting.value }
    let config = try CheckedConfig(source, for: entry)
    network = try NetworkPolicy(entry, config: config.value, enforcement: isStrict ? .refuse : .warn)
    options = JobOptions(
      jobID: Identifier.make(), config: config.value, secrets: config.secrets, limits: limits,
      selection: selection, controls: repository.controls)
  }

  /// Runs the job; Ctrl-C ends it with what was reached, a second one ends the process. Ctrl-\ tells what it does.
  func execute(observer: any JobObserver) async throws -> Outcome {
    LastResort.prepare()
    let carrier = try RunTransport(
      exchanges, secrets: options.secrets, policy: network, warn: { observer.notice($0) },
      command: CommandLineText.current(replacing: "--replay", with: "--record", secrets: options.secrets))
    let inspector = JobInspector()
    let runner = JobRunner(transport: carrier.transport, inspector: inspector) { [folder = subject.folder] event in
      if case .inspected(let snapshot) = event {
        observer.notice(SnapshotPage(snapshot, folder: folder).text)
      } else {
        observer.receive(event)
      }
    }
    let job = JobTask(runner, name, in: repository, options)
    let interrupts = Interrupts {
      observer.notice("interrupted: ending the job (once more ends it at once)")
      job.cancel()
    } onQuit: {
      inspector.inspect()
    }
    defer { interrupts.stop() }
    observer.start()
    let outcome = await job.outcome
    observer.stop()
    let isComplete = (try? outcome.get()) != nil && !interrupts.wasInterrupted
    let recorded = await carrier.finish(isComplete: isComplete)
    return Outcome(
      result: try outcome.get(), wasInterrupted: interrupts.wasInterrupted, recorded: recorded,
      unrecorded: carrier.missing, unused: carrier.unused)
  }

  /// What became of a run.
  struct Outcome {
    var result: JobResult
    var wasInterrupted: Bool
    /// What became of recordings, for the user; nil where none were asked for.
    var recorded: Result<String, IntegrationError>?
    /// The requests that a replay had no recording of.
    var unrecorded: [String]
    /// The recordings that a replay had no use for.
    var unused: [String]

    /// Those of them that no task's errors tell of.
    var swallowed: [String] {
      let told = result.tasks.flatMap(\.errors) + (result.stageOne?.errors ?? [])
      return unrecorded.filter { request in !told.contains { $0.contains(request) } }
    }
  }
}
