import JSONSchema
import Lua

/// Runs the strands of one job: connects ``JobMachine`` with the Lua state. It never waits: what takes time goes out as
/// ``Effect`` and comes back through ``respond(_:to:)``, ``fire(at:)`` and ``stop(_:)``.
///
/// Used by one task at a time; the natives of ``ScriptHost`` call back into it while a strand runs.
final class JobEngine {
  let integration: LoadedIntegration
  let options: JobOptions
  let clock: JobClock
  let inspector: JobInspector
  /// Takes a line about a request of a task from wherever the request is carried.
  let notice: @Sendable (Strand.Owner, String) -> Void
  let emit: (JobEvent) -> Void
  let mask: SecretMask
  let configBytes: [UInt8]

  /// The tasks that take part, sorted by (order, name), and their results.
  let tasks: [TaskDeclaration]
  let indexByName: [String: Int]
  var results: [TaskResult]
  var stageOne: StageOneResult?
  var stageOneLogs: [LogLine] = []
  var stageOneErrors: [String] = []
  var base: [String: LuaOutput] = [:]
  /// The tasks that each task has asked about.
  var reads: [Set<String>]
  var violations: [[Violation]]

  var machine: JobMachine
  var strands: [Int: Strand] = [:]
  /// The first strand of each task that runs.
  var roots: [Strand.Owner: Int] = [:]
  var lastTag = 0
  /// What the native that answered `park` waits for, until the engine has seen that the strand parked.
  var pendingWait: Wait?
  var moduleWaiters: Set<Int> = []
  var ready: [(tag: Int, resumption: Resumption)] = []
  var effects: [Effect] = []
  var timers = TimerQueue<Timer>()
  var deadlines: [Strand.Owner: UInt64] = [:]
  let jobDeadline: UInt64

  /// What the results and the log hold, on the job's memory account.
  let kept: LuaMemoryAccount.Charge?
  var openRequests = 0
  var usage: [Strand.Owner: Usage] = [:]
  /// Whose script runs now.
  var runningOwner: Strand.Owner?

  let jobStart: UInt64
  let startedAt: Timestamp
  private(set) var result: JobResult?
  var isStopping = false

  enum Timer {
    case wake(tag: Int, sleep: UInt64)
    case timeout(Strand.Owner)
    case jobTimeout
  }

  var lastSleepSerial: UInt64 = 0

  var state: LuaState { integration.host.state }

  init(
    _ integration: LoadedIntegration, options: JobOptions, plan: JobPlan, clock: JobClock,
    inspector: JobInspector, notice: @escaping @Sendable (Strand.Owner, String) -> Void,
    emit: @escaping (JobEvent) -> Void
  ) {
    self.integration = integration
    self.options = options
    self.clock = clock
    self.inspector = inspector
    self.notice = notice
    self.emit = emit
    mask = SecretMask(options.secrets)
    configBytes = options.config.serialized()
    tasks = integration.tasks.filter { plan.names.contains($0.name) }
    indexByName = Dictionary(tasks.enumerated().map { ($1.name, $0) }) { first, _ in first }
    results = tasks.map { TaskResult($0, controls: options.controls[$0.name]) }
    violations = Array(repeating: [], count: tasks.count)
    reads = Array(repeating: [], count: tasks.count)
    machine = JobMachine(plan.nodes(of: tasks, kept: options.kept))
    jobStart = clock.monotonic()
    startedAt = clock.now()
    jobDeadline = jobStart + options.limits.duration(.timeout).nanoseconds
    kept = integration.host.state.memory.charge(0)
    integration.host.engine = self
  }

  // MARK: Events

  /// Starts the job. After this, and after each other event, there may be effects for ``carryOutEffects(_:)``.
  func start() {
    emit(.jobStarted(jobID: options.jobID, tasks: tasks.map(\.name)))
    setLimits()
    guard (try? keep(options.kept.values.reduce(0) { $0 + ($1.result.data?.count ?? 0) })) != nil else {
      return stop(options.limits.message(.memory, "there is no memory for the results that the job takes over"))
    }
    for text in integration.printed { _ = log(text, owner: .stageOne) }
    emit(.stageOneStarted)
    if let given = options.base {
      takeBase(given)
    } else if let function = integration.runner.stageOne {
      setDeadline(options.limits.duration(.taskTimeout), of: .stageOne, from: jobStart)
      startStrand(function, owner: .stageOne, arguments: [integration.host.context])
    } else {
      endStageOne(fault: nil)
    }
    drain()
  }

  /// An HTTP exchange of a strand ended.
  func respond(_ result: Result<HTTPResponse, HTTPFailure>, to tag: Int) {
    guard let strand = strands[tag], case .http? = strand.wait else { return }
    openRequests -= 1
    wake(strand, with: .values(HTTPBinding.output(of: result)))
    drain()
  }

  /// What the host did for a strand is done.
  func performed(_ values: [LuaOutput], for tag: Int) {
    guard case .operation? = strands[tag]?.wait else { return }
    wake(tag, with: .values(values))
    drain()
  }

  /// Something of note happened to a request of a task. A log that takes no more, or has ended, takes no notes.
  func note(_ text: String, for owner: Strand.Owner) {
    if roots[owner] != nil { _ = log(text, owner: owner) }
  }

  /// The instant `now` was reached: sleepers wake, timeouts strike.
  func fire(at now: UInt64) {
    while let timer = timers.popDue(at: now) {
      switch timer {
      case .wake(let tag, let serial):
        if strands[tag]?.sleepSerial == serial { wake(tag, with: .values([])) }
      case .timeout(let owner): timeOut(owner)
      case .jobTimeout: stop(timeoutMessage)
      }
    }
    drain()
  }

  /// Ends the job early: running tasks fail with `reason`, none starts any more.
  /// - Parameter interrupted: what ran when that was decided, with where it was.
  func stop(_ reason: String, interrupted: (owner: Strand.Owner, fault: ScriptFault)? = nil) {
    guard result == nil, !isStopping else { return }
    isStopping = true
    machine.stop()
    ready.removeAll()
    for owner in roots.sorted(by: { $0.value < $1.value }).map(\.key) {
      let fault = interrupted.flatMap { $0.owner == owner ? $0.fault : nil }
      end(owner, with: fault ?? ScriptFault(message: reason))
    }
    if result == nil { finish(error: reason) }
    drain()
  }

  /// Gives what the outside is to do, each once. `body` does not come back into the engine.
  func carryOutEffects(_ body: (Effect) -> Void) {
    for effect in effects { body(effect) }
    effects.removeAll(keepingCapacity: true)
  }

  // MARK: Machine

  func apply(_ actions: [JobMachine.Action]) {
    for action in actions {
      switch action {
      case .start(let task): startTask(task)
      case .adopt(let task): adopt(task)
      case .skip(let task, let reason): skip(task, reason)
      case .resume(let tag): answerResultWait(tag)
      case .finish: finish(error: nil)
      }
    }
  }

  private func startTask(_ task: Int) {
    let declaration = tasks[task]
    results[task].status = .inProgress
    results[task].startTime = clock.now()
    let now = clock.monotonic()
    startInstants[task] = now
    setDeadline(declaration.timeout ?? options.limits.duration(.taskTimeout), of: .task(task), from: now)
    emit(.taskStarted(name: declaration.name))
    startStrand(declaration.run, owner: .task(task), arguments: [integration.host.context])
  }

  var startInstants: [Int: UInt64] = [:]

  /// Takes over a result of before, with its violations.
  private func adopt(_ task: Int) {
    guard let kept = options.kept[tasks[task].name] else { return }
    results[task] = kept.result
    violations[task] = kept.violations
  }

  private func skip(_ task: Int, _ reason: JobMachine.SkipReason) {
    results[task].status = .skipped
    switch reason {
    case .disabled: break
    case .dependencyLeftOut(let name): fail("depends on '\(name)', which did not run")
    case .dependencyFailed(let other): fail("depends on '\(tasks[other].name)', which failed")
    case .dependencySkipped(let other): fail("depends on '\(tasks[other].name)', which was skipped")
    }
    func fail(_ text: String) { results[task].errors.append("skipped: \(text)") }
    emit(.taskEnded(results[task]))
  }

  private func finish(error: String?) {
    guard result == nil else { return }
    var result = JobResult(
      integration: integration.name, jobID: options.jobID, deploymentID: options.deploymentID,
      status: error == nil ? .done : .error, error: error, startedAt: startedAt, finishedAt: clock.now(),
      duration: .nanoseconds(Int64(clock.monotonic() - jobStart)), stageOne: stageOne, tasks: results.map(mask.apply),
      violations: violations.flatMap { $0 })
    if options.keepsResults {
      for (task, ended) in results.enumerated() { result.kept[ended.name] = KeptTask(ended, violations[task]) }
    }
    self.result = result
    emit(.jobEnded(result))
  }

  // MARK: Stage one

  func endStageOne(fault: ScriptFault?) {
    deadlines[.stageOne] = nil
    let now = clock.now()
    let fault = fault.map(withSourceLine)
    let errors = stageOneErrors + (fault.map { [mask.apply(to: $0.text)] } ?? [])
    let ended = StageOneResult(
      success: fault == nil, errors: errors, fault: fault.map { mask.apply(to: $0) }, logs: stageOneLogs,
      startTime: startedAt, endTime: now,
      duration: .nanoseconds(Int64(clock.monotonic() - jobStart)))
    stageOne = ended
    emit(.stageOneEnded(ended))
    if let fault, !isStopping {
      finish(error: "Stage one failed: \(mask.apply(to: fault.text))")
    } else if fault == nil {
      apply(machine.begin())
    }
  }
}

extension TaskResult {
  init(_ declaration: TaskDeclaration, controls: [ControlReference]) {
    name = declaration.name
    title = declaration.title
    description = declaration.description
    kind = declaration.kind
    severity = declaration.severity
    self.controls = controls
    remediation = declaration.remediation
    references = declaration.references
    location = declaration.location
  }
}

extension Duration {
  /// Whole nanoseconds, 0 for a negative duration.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    return seconds < 0 ? 0 : UInt64(seconds) &* 1_000_000_000 &+ UInt64(max(0, attoseconds)) / 1_000_000_000
  }

  /// As a number of seconds.
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
