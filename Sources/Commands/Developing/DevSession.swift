import Checks
import Development
import FileWatching
import Integrations
import JSONSchema
import ScriptHTTP
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A session of `luahost dev`: takes saves, keys, signals and the ends of runs one after the other, and decides what runs.
final class DevSession {
  enum Event: Sendable {
    case changed(FileChanges, at: Int64)
    /// nil is the end of the input.
    case key(UInt8?)
    case signal(Int32)
    case ended(Result<DevRun.Outcome, IntegrationError>)
    /// What was found in sources that were these all the while; nil where they changed meanwhile.
    case checked([Finding], in: SourceSnapshot?)
    /// The last result and the recording were kept; a text where that failed.
    case kept(String?)
    case notice(String)
  }

  /// All that results depend on, at one moment.
  struct State {
    var settings: DevSettings
    var snapshot: SourceSnapshot

    /// What is another than it was.
    func change(since other: State) -> RerunPlan.Change {
      if let what = settings.difference(from: other.settings) { return .everything(what) }
      return .files(snapshot.changes(since: other.snapshot))
    }
  }

  /// A run under way.
  struct Running {
    var task: Task<Void, Never>
    var exchanges: MemoryTransport
    var progress: DevProgress
    var trigger: DevTrigger
    /// What it began with.
    var state: State
    var isForced: Bool
    var isLive: Bool
    var isCancelled = false
  }

  let sources: DevSources
  let selection: JobPlan.Selection
  let isOffline: Bool
  let console = Console(Console.standardOutput)
  let watcher: FileWatcher
  let events: AsyncStream<Event>
  let mailbox: AsyncStream<Event>.Continuation
  let inspector = JobInspector()
  let workingFolder: WorkingFolder
  var screen: DevScreen

  /// What is on disk; of the settings, those that were good last.
  var current: State
  var areSettingsGood = true
  /// What the known results came of.
  var loaded: State
  var memory: ExchangeMemory
  var network: NetworkTransport?

  /// Why something is to be run.
  var pending: DevTrigger?
  /// Whether all is to run, whatever changed.
  var isForced = true
  var shapes: [TaskShape] = []
  var known: [String: KeptTask] = [:]
  /// The last good result.
  var shown: JobResult?
  var running: Running?

  var isLive = false
  /// All is fetched in the next run.
  var nextIsLive: Bool
  var hasKeptFailure = false
  var unsaved: JobResult?
  var isSaving = false
  var isChecking = false
  var isCheckDue = false
  /// The findings that were told of; nil before the first check.
  var findings: Set<String>?
  /// The sources as they were when the session began.
  let start: SourceSnapshot

  /// Reads the settings, asking for what is missing, and begins to watch.
  init(_ sources: DevSources, selection: JobPlan.Selection, isOffline: Bool) throws(IntegrationError) {
    self.sources = sources
    self.selection = selection
    self.isOffline = isOffline
    let settings = try sources.settings()
    workingFolder = WorkingFolder(of: sources.folder)
    if isOffline {
      memory = try Self.recorded(workingFolder, settings)
    } else {
      memory = ExchangeMemory(secrets: settings.secrets)
    }
    nextIsLive = !isOffline
    let subject = RunReport.Subject(
      name: sources.name, title: settings.entry.title, description: settings.entry.description, folder: sources.folder)
    screen = DevScreen(console: console, subject: subject, isOffline: isOffline)
    do throws(FileWatchError) {
      watcher = try FileWatcher(trees: [sources.folder], files: sources.settingsFiles)
    } catch {
      throw IntegrationError(code: .unwritable, message: error.description)
    }
    // After the watcher: a save between the two is seen.
    start = SourceFolder(path: sources.folder).snapshot()
    current = State(settings: settings, snapshot: start)
    loaded = State(settings: settings, snapshot: SourceSnapshot())
    (events, mailbox) = AsyncStream.makeStream(of: Event.self)
  }

  private static func recorded(
    _ folder: WorkingFolder, _ settings: DevSettings
  ) throws(IntegrationError) -> ExchangeMemory {
    guard Files.isFolder(folder.exchanges) else {
      throw IntegrationError(
        code: .notFound, message: "--offline has nothing to answer requests from: there is no '\(folder.exchanges)'.",
        hint: "Run luahost dev once without --offline; it records.")
    }
    return try ExchangeMemory(secrets: settings.secrets, from: RecordingFolder(folder.exchanges))
  }

  // MARK: Running

  /// Goes on until it is ended. Gives the exit code.
  func run() async -> Int32 {
    let terminal = console.isTerminal ? KeyTerminal { [mailbox] in mailbox.yield(.key($0)) } : nil
    let signals = watchSignals(terminal)
    LastResort.prepare()
    let watching = Self.forward(watcher, to: mailbox)
    console.write(screen.greeting(takesKeys: terminal != nil))
    request(DevTrigger(cause: .start, instant: Self.now))
    var code: Int32 = 0
    var iterator = events.makeAsyncIterator()
    while let event = await iterator.next() {
      if let end = handle(event) {
        code = end
        break
      }
    }
    watcher.stop()
    watching.cancel()
    await finish(&iterator)
    terminal?.close()
    signals.stop()
    return code
  }

  private static func forward(
    _ watcher: FileWatcher, to mailbox: AsyncStream<Event>.Continuation
  ) -> Task<Void, Never> {
    Task {
      for await changes in watcher { mailbox.yield(.changed(changes, at: now)) }
    }
  }

  /// The exit code where an event ends the session.
  private func handle(_ event: Event) -> Int32? {
    switch event {
    case .changed(let changes, let instant): take(changes, at: instant)
    case .key(let byte?): if let key = DevKey(byte) { return press(key) }
    case .key(nil): return 0
    case .signal(SIGQUIT): inspector.inspect()
    case .signal(SIGINT): return 0
    case .signal(let number): return 128 + number
    case .ended(let outcome): ended(outcome)
    case .checked(let findings, let snapshot): checked(findings, in: snapshot)
    case .kept(let fault): kept(fault)
    case .notice(let text): say(console.paint(Console.plain(text, keepsLines: true), .yellow) + "\n")
    }
    return nil
  }

  /// What asks the session to end does so once; a second time it ends the process.
  private func watchSignals(_ terminal: KeyTerminal?) -> SignalWatch {
    let hasEnded = Atomic(false)
    let ends: Set<Int32> = [SIGINT, SIGTERM, SIGHUP]
    let stops: [Int32] = terminal == nil ? [] : [SIGTSTP, SIGCONT]
    return SignalWatch(ends.sorted() + [SIGQUIT] + stops) { [mailbox] number in
      switch number {
      case SIGTSTP:
        terminal?.restore()
        kill(getpid(), SIGSTOP)
      case SIGCONT: terminal?.change()
      default:
        if ends.contains(number), hasEnded.exchange(true, ordering: .relaxed) {
          terminal?.restore()
          _exit(128 + number)
        }
        mailbox.yield(.signal(number))
      }
    }
  }

  /// Ends what is under way, and keeps what is to be kept.
  private func finish(_ iterator: inout AsyncStream<Event>.Iterator) async {
    if let running {
      running.progress.giveUp()
      running.task.cancel()
      await running.task.value
      running.exchanges.commit(ran: nil, isWhole: false)
    }
    while isSaving, let event = await iterator.next() {
      if case .kept(let fault) = event { kept(fault) }
    }
    await network?.shutdown()
  }

  // MARK: Saying

  /// Says something, above what is shown live.
  func say(_ text: String) {
    if let running { running.progress.write(text) } else { console.write(text) }
  }

  /// Nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
