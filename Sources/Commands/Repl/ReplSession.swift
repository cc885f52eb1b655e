import ArgumentParser
import Dispatch
import Integrations
import JSONSchema
import ScriptHTTP
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A conversation with an integration: one job after the other, each with a prompt, until the author ends it.
final class ReplSession: Sendable {
  /// A person who thinks is no script that hangs.
  static let limits = [JobLimit.timeout, .taskTimeout].map { LimitSetting(limit: $0, value: 30 * 86_400) }

  private let run: IntegrationRun
  /// The tasks as they were when the conversation began.
  private let firstTasks: [TaskDeclaration]
  private let editor: LineEditor
  private let output = Console(Console.standardOutput)
  private let talk = Console(Console.standardError)
  private let queue = DispatchQueue(label: "luahost.repl")
  private let state = Mutex(State())

  private struct State {
    /// What to do when the job has ended; nil where the author did not end it.
    var instruction: ReplInstruction?
    var isReading = false
    var hasFailed = false
    /// The job under way.
    var job: JobTask?
    var tasks: [TaskDeclaration] = []
    var kept: [String: KeptTask] = [:]
  }

  init(_ run: IntegrationRun) throws(IntegrationError) {
    self.run = run
    firstTasks = try Self.load(run)
    let names =
      ReplInstruction.names + ContextMembers.names.map { "ctx.\($0)" } + firstTasks.map(\.name)
      + StandardLibrary.names
    editor = LineEditor(completing: names.filter { !$0.hasPrefix("_") }.sorted())
  }

  /// - Returns: failure where chunks came from a pipe and one of them failed.
  func converse() async throws -> ExitCode {
    let carrier = try RunTransport(
      run.exchanges, secrets: run.options.secrets, policy: run.network, warn: { [talk] in talk.write($0 + "\n") },
      command: CommandLineText.current(replacing: "--replay", with: "--record", secrets: run.options.secrets))
    let signals = SignalWatch([SIGINT, SIGQUIT, SIGTERM, SIGHUP]) { [weak self] in self?.received($0) }
    defer { signals.stop() }
    try await converse(with: JobRunner(transport: carrier.transport) { [weak self] in self?.receive($0) })
    if let notice = try await carrier.finish(isComplete: true)?.get() { talk.write(notice + "\n") }
    return state.withLock { !editor.isInteractive && $0.hasFailed } ? .failure : .success
  }

  private func converse(with runner: JobRunner) async throws(IntegrationError) {
    var base = run.options.base
    let kept = try LastRun(of: run.subject.folder).kept(of: firstTasks)
    state.withLock { $0.kept = kept }
    greet(firstTasks, kept: kept)
    var first: [TaskDeclaration]? = firstTasks
    while true {
      let tasks: [TaskDeclaration]
      do throws(IntegrationError) {
        if let known = first.take() { tasks = known } else { tasks = try Self.load(run) }
      } catch {
        guard editor.isInteractive else { throw error }
        _ = Complaint.report(error)
        guard await waitForReload() else { return }
        continue
      }
      let result = try await hold(tasks, with: runner, base: base)
      switch state.withLock({ $0.instruction.take() }) {
      case .quit: return
      case .run(let names): await runTasks(names, with: runner)
      case .reload: base = run.options.base
      case nil where result.stageOne?.success == false:
        // The prompt is needed most where the log-in does not work.
        show(stageOne: result)
        base = .object([:])
      default:
        if let fault = result.tasks.last?.fault { show(fault) }
        talk.write("The prompt begins anew: its variables are forgotten.\n")
      }
    }
  }

  private static func load(_ run: IntegrationRun) throws(IntegrationError) -> [TaskDeclaration] {
    try IntegrationLoader.load(run.name, in: run.repository, limits: run.options.limits).tasks
  }

  /// One job with a prompt, to its end.
  private func hold(
    _ tasks: [TaskDeclaration], with runner: JobRunner, base: JSONValue?
  ) async throws(IntegrationError) -> JobResult {
    var options = run.options
    options.base = base
    let kept = state.withLock { state in
      state.tasks = tasks
      return state.kept
    }
    options.kept = kept
    options.selection = .only(tasks.map(\.name).filter { kept[$0] != nil } + [ScriptPrompt.taskName])
    let prompt = ScriptPrompt(
      read: { [weak self] in await self?.read(goesOn: $0) },
      show: { [output] in output.write(Console.plain($0, keepsLines: true) + "\n") },
      fail: { [weak self] in self?.show($0) })
    return try await perform(options, with: runner, prompt: prompt)
  }

  private func perform(
    _ options: JobOptions, with runner: JobRunner, prompt: ScriptPrompt? = nil
  ) async throws(IntegrationError) -> JobResult {
    let job = JobTask(runner, run.name, in: run.repository, options, prompt: prompt)
    state.withLock { $0.job = job }
    defer { state.withLock { $0.job = nil } }
    return try await job.outcome.get()
  }

  /// Ctrl-C ends whatever runs, and the conversation goes on. What ends the process gives the terminal back first.
  private func received(_ signal: Int32) {
    switch signal {
    case SIGINT:
      let job = state.withLock { $0.isReading ? nil : $0.job }
      if let job { job.cancel() } else { talk.write("\n(:quit or Ctrl-D ends)\n") }
    case SIGQUIT: return
    default:
      editor.giveBackTerminal()
      _exit(128 + signal)
    }
  }

  // MARK: What was typed

  private func read(goesOn: Bool) async -> String? {
    state.withLock { $0.isReading = true }
    defer { state.withLock { $0.isReading = false } }
    while true {
      guard let line = await nextLine(goesOn ? ">> " : "> ") else {
        state.withLock { $0.instruction = .quit }
        return nil
      }
      guard !goesOn, let instruction = ReplInstruction(line) else { return line }
      switch instruction {
      case .help: output.write(ReplInstruction.table + "\n")
      case .tasks: listTasks()
      case .unknown(let word): talk.write("There is no \(Console.plain(word)). :help lists what there is.\n")
      case .run, .reload, .quit:
        state.withLock { $0.instruction = instruction }
        return nil
      }
    }
  }

  /// The editor blocks, so it has a thread of its own.
  private func nextLine(_ prompt: String) async -> String? {
    await withCheckedContinuation { continuation in
      queue.async { [editor] in continuation.resume(returning: editor.line(prompt)) }
    }
  }

  private func waitForReload() async -> Bool {
    talk.write("Mend the file, then press Enter.\n")
    return await nextLine("") != nil
  }

  // MARK: Tasks

  /// Runs tasks in a job of their own, and keeps their results for the prompts that follow.
  private func runTasks(_ names: [String], with runner: JobRunner) async {
    do throws(IntegrationError) {
      var options = run.options
      options.selection = names.isEmpty ? .all : .tasks(names)
      options.keepsResults = true
      let asked = try JobPlan(options.selection, of: Self.load(run)).names
      options.kept = state.withLock { $0.kept }.filter { !asked.contains($0.key) }
      let result = try await perform(options, with: runner)
      state.withLock { $0.kept.merge(result.kept) { $1 } }
      LastRun(of: run.subject.folder).saveIfWorking(result)
      if let error = result.error { talk.write(talk.paint("error: ", .red, .bold) + Console.plain(error) + "\n") }
    } catch {
      _ = Complaint.report(error)
    }
  }

  private func listTasks() {
    let (tasks, kept) = state.withLock { ($0.tasks, $0.kept) }
    for task in tasks where task.name != ScriptPrompt.taskName {
      let data = kept[task.name].map { $0.result.success ? "data" : "failed" } ?? ""
      output.write("\(task.name)\(String(repeating: " ", count: max(1, 32 - task.name.count)))\(data)\n")
    }
  }

  // MARK: What is shown

  private func greet(_ tasks: [TaskDeclaration], kept: [String: KeptTask]) {
    guard editor.isInteractive else { return }
    let data =
      kept.isEmpty
      ? "no data of a last run: :run gets it" : "data of \(kept.count) of \(tasks.count) tasks from the last run"
    talk.write("\(run.subject.name): \(data). :help tells more.\n")
  }

  private func receive(_ event: JobEvent) {
    let lines = TaskLine(talk, folder: run.subject.folder, verbose: false)
    switch event {
    case .logged(ScriptPrompt.taskName, let line): output.write(Console.plain(line.text, keepsLines: true) + "\n")
    case .logged(let task, let line): talk.write(lines.text(forLog: line, task: task))
    case .taskEnded(let result) where result.name != ScriptPrompt.taskName && result.startTime != nil:
      if state.withLock({ $0.kept[result.name]?.result.startTime != result.startTime }) {
        talk.write(lines.text(for: result))
      }
    default: return
    }
  }

  private func show(_ fault: ScriptFault) {
    state.withLock { $0.hasFailed = true }
    let place = fault.location.map { RunReport.inFolder(run.subject.folder, $0.description) + ": " } ?? ""
    talk.write(talk.paint("error: ", .red, .bold) + Console.plain(place + fault.message, keepsLines: true) + "\n")
    talk.write(
      FaultDetails(console: talk, indent: "  ").text(fault) { [folder = run.subject.folder] in
        RunReport.inFolder(folder, $0)
      })
  }

  private func show(stageOne result: JobResult) {
    if let fault = result.stageOne?.fault { show(fault) }
    talk.write("Stage one failed, so ctx.base is empty here. :reload tries it again.\n")
  }
}
