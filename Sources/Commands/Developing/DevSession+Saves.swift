import Development
import FileWatching
import Integrations
import ScriptHTTP

extension DevSession {
  // MARK: Saves

  /// Looks at what changed on disk, and asks for a run where that matters.
  func take(_ changes: FileChanges, at instant: Int64) {
    for folder in changes.unwatched.sorted() {
      say(console.paint("\(Console.plain(folder)) is not watched: the system watches no more folders\n", .yellow))
    }
    let folder = SourceFolder(path: sources.folder)
    let before = current.snapshot
    if changes.isComplete {
      let touched = changes.paths(in: sources.folder)
      current.snapshot.update(touched, found: folder.sources(at: touched))
    } else {
      current.snapshot = folder.snapshot()
    }
    let all = Set(sources.settingsFiles)
    let settingsFiles = changes.isComplete ? changes.paths.intersection(all) : all
    var paths = current.snapshot.changes(since: before).filter { SourceKind($0) != .other }
    let saved = instantOfSave(paths, changes.isComplete ? settingsFiles : [], event: instant)
    if !settingsFiles.isEmpty || !areSettingsGood {
      do throws(IntegrationError) {
        if try reload() { paths.formUnion(settingsFiles.filter { changes.isComplete || Files.exists($0) }) }
      } catch {
        say(screen.saved(paths.union(settingsFiles), at: saved) + "\n" + screen.broken(error, standing: shown))
        areSettingsGood = false
        return
      }
    }
    if !paths.isEmpty { request(DevTrigger(cause: .save(paths), instant: saved)) }
  }

  /// Reads the settings anew; gives whether they are others, or good again.
  private func reload() throws(IntegrationError) -> Bool {
    let new = try sources.settings(answers: current.settings.config)
    let isOther = new.difference(from: current.settings) != nil
    if new.secrets != current.settings.secrets, !isOffline {
      // Another token is another account: what the old one was told is not for it.
      memory = ExchangeMemory(secrets: new.secrets)
      nextIsLive = true
    }
    if isOther, let old = network {
      network = nil
      let running = running?.task
      Task {
        await running?.value
        await old.shutdown()
      }
    }
    current.settings = new
    defer { areSettingsGood = true }
    return isOther || !areSettingsGood
  }

  /// When the latest of the files was written, where the file system's clock makes sense; else when that was told.
  private func instantOfSave(_ paths: Set<String>, _ settingsFiles: Set<String>, event: Int64) -> Int64 {
    let inFolder = SourceFolder(path: sources.folder).lastSave(of: paths)
    let outside = SourceFolder(path: ".").lastSave(of: settingsFiles)
    guard let written = [inFolder, outside].compactMap({ $0 }).max(), written <= event,
      event - written < 2_000_000_000
    else { return event }
    return written
  }

  // MARK: Keys

  /// The exit code where the key ends the session.
  func press(_ key: DevKey) -> Int32? {
    switch key {
    case .quit: return 0
    case .help: say("\n\(DevKey.table)\n\n")
    case .toggleLive:
      isLive.toggle()
      say(
        isOffline
          ? "HTTP stays as it is: nothing is sent with --offline.\n"
          : isLive
            ? "HTTP is live from the next run on.\n" : "HTTP is answered from the recording from the next run on.\n")
    case .toggleFaults:
      screen.isBrief.toggle()
      say(screen.isBrief ? "Only failures and violations are shown.\n" : "Everything is shown.\n")
      if let shown, running == nil { redisplay(shown) }
    case .runLive:
      if isOffline {
        say("Nothing is sent with --offline; enter runs all again from the recording.\n")
      } else {
        nextIsLive = true
        runAll()
      }
    case .runAgain: runAll()
    }
    return nil
  }

  private func runAll() {
    isForced = true
    request(DevTrigger(cause: .key, instant: Self.now))
  }

  private func redisplay(_ result: JobResult) {
    let line = TaskLine(console, folder: sources.folder, verbose: false)
    let detail: ProgressDetail = screen.isBrief ? .faults : .all
    for task in result.tasks where detail.shows(task) { console.write(line.text(for: task)) }
    screen.writeFindings(result, to: OutputSink())
  }
}
