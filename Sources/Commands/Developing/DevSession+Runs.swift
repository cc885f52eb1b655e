import Checks
import Development
import Integrations
import ScriptHTTP

extension DevSession {
  // MARK: Beginning

  /// Has what changed run, now or when the run under way has ended, which it does at once: its result would be old.
  func request(_ trigger: DevTrigger) {
    pending = pending.map { $0.merged(with: trigger) } ?? trigger
    guard running == nil else {
      running?.isCancelled = true
      running?.progress.giveUp()
      running?.task.cancel()
      return
    }
    launch()
  }

  private func launch() {
    guard areSettingsGood, let trigger = pending else { return }
    pending = nil
    let change = isForced ? .everything("") : current.change(since: loaded)
    if !trigger.paths.isEmpty {
      console.write(screen.saved(trigger.paths, at: trigger.instant) + (isForced ? "" : screen.reason(change)) + "\n")
    }
    let runsLive = nextIsLive || isLive && !isOffline
    nextIsLive = false
    let exchanges = MemoryTransport(memory, network: isOffline ? nil : openNetwork(), isLive: runsLive)
    let progress = progress(trigger)
    let run = DevRun(
      DevRun.Order(
        settings: current.settings, name: sources.name, selection: selection, change: change, before: shapes,
        known: known),
      exchanges: exchanges, progress: progress, inspector: inspector)
    let task = Task { [mailbox] in
      do throws(IntegrationError) {
        mailbox.yield(.ended(.success(try await run.outcome())))
      } catch {
        mailbox.yield(.ended(.failure(error)))
      }
    }
    running = Running(
      task: task, exchanges: exchanges, progress: progress, trigger: trigger, state: current, isForced: isForced,
      isLive: runsLive)
    isForced = false
  }

  private func openNetwork() -> NetworkTransport {
    if let network { return network }
    let opened = RunTransport.network(current.settings.network) { [mailbox] in mailbox.yield(.notice($0)) }
    network = opened
    return opened
  }

  private func progress(_ trigger: DevTrigger) -> DevProgress {
    let detail: ProgressDetail = !trigger.showsAll ? .nothing : screen.isBrief ? .faults : .all
    return DevProgress(console, folder: sources.folder, detail: detail)
  }

  // MARK: Ending

  func ended(_ outcome: Result<DevRun.Outcome, IntegrationError>) {
    guard let ended = running else { return }
    running = nil
    switch outcome {
    case .failure(let error):
      ended.exchanges.commit(ran: nil, isWhole: false)
      isForced = isForced || ended.isForced
      nextIsLive = nextIsLive || ended.isLive && !isLive
      if !ended.isCancelled { say(screen.broken(error, standing: shown)) }
    case .success(let outcome):
      let isWhole = !ended.isCancelled && outcome.result.status == .done
      ended.exchanges.commit(ran: outcome.isWhole ? nil : outcome.ran, isWhole: isWhole)
      loaded = ended.state
      learn(outcome, isWhole: isWhole)
      if ended.isCancelled, ended.isLive, ended.trigger.cause == .key { (nextIsLive, isForced) = (true, true) }
      if isWhole {
        show(outcome, ended)
      } else if !ended.isCancelled {
        say(screen.ended(outcome.result, standing: shown))
      }
    }
    launch()
  }

  /// Takes over the results of the tasks that ran. Of a run that did not come to its end, those that succeeded.
  private func learn(_ outcome: DevRun.Outcome, isWhole: Bool) {
    shapes = outcome.shapes
    let names = Set(shapes.map(\.name))
    known = known.filter { names.contains($0.key) && !outcome.plan.run.contains($0.key) }
    for (name, task) in outcome.result.kept where outcome.ran.contains(name) {
      let hasEnded = task.result.status == .done || task.result.status == .skipped
      if isWhole ? hasEnded : task.result.success { known[name] = task }
    }
  }

  private func show(_ outcome: DevRun.Outcome, _ ended: Running) {
    let difference = shown.map {
      ResultDifference(from: $0, to: outcome.result, ran: outcome.isWhole ? nil : outcome.ran)
    }
    var text = ""
    if !ended.trigger.showsAll { text += screen.lines(outcome, difference) }
    if shown == nil || ended.trigger.showsAll {
      console.write(text)
      text = "\n"
      screen.writeFindings(outcome.result, to: OutputSink())
    }
    if let difference { text += page(outcome, ended).text(difference) }
    let isSave = !ended.trigger.paths.isEmpty
    text += screen.resultLine(
      outcome, ended.exchanges.counts, since: isSave ? ended.trigger.instant : nil, now: Self.now)
    console.write(text)
    var result = outcome.result
    result.kept = [:]
    shown = result
    keep(result)
    check()
  }

  private func page(_ outcome: DevRun.Outcome, _ ended: Running) -> DifferencePage {
    let hasLines = ended.trigger.showsAll ? !screen.isBrief : screen.showsEach(outcome)
    return DifferencePage(console: console, isBrief: screen.isBrief, tellsMessages: !hasLines)
  }

  // MARK: Afterwards

  /// Writes the last result and the recording, while nobody waits for that.
  private func keep(_ result: JobResult) {
    unsaved = result
    guard !isSaving else { return }
    saveNext()
  }

  private func saveNext() {
    guard let result = unsaved else { return }
    (unsaved, isSaving) = (nil, true)
    Task.detached(priority: .background) { [sources, memory, workingFolder, mailbox] in
      do throws(IntegrationError) {
        try LastRun(of: sources.folder).save(result)
        try memory.save(to: RecordingFolder(workingFolder.exchanges))
        mailbox.yield(.kept(nil))
      } catch {
        mailbox.yield(.kept(error.description))
      }
    }
  }

  func kept(_ fault: String?) {
    isSaving = false
    // A folder that went has nothing to keep it in.
    if let fault, !hasKeptFailure, Files.isFolder(sources.folder) {
      hasKeptFailure = true
      say(console.paint("The last run is not kept: \(Console.plain(fault))\n", .yellow))
    }
    saveNext()
  }

  /// Judges the sources without a run, while nobody waits for that.
  private func check() {
    guard !isChecking else {
      isCheckDue = true
      return
    }
    isChecking = true
    Task.detached(priority: .background) { [sources, mailbox] in
      let folder = SourceFolder(path: sources.folder)
      let snapshot = folder.snapshot()
      let findings = (try? Checker.check(sources.folder))?.findings ?? []
      mailbox.yield(.checked(findings, in: folder.snapshot() == snapshot ? snapshot : nil))
    }
  }

  func checked(_ found: [Finding], in snapshot: SourceSnapshot?) {
    isChecking = false
    // Of sources that were saved meanwhile, the check after their own run tells.
    if let snapshot, snapshot == current.snapshot { tell(found, snapshot) }
    if isCheckDue {
      isCheckDue = false
      check()
    }
  }

  private func tell(_ found: [Finding], _ snapshot: SourceSnapshot) {
    func key(_ finding: Finding) -> String { "\(finding.rule) \(finding.file) \(finding.message)" }
    if let told = findings {
      say(screen.findings(found.filter { !told.contains(key($0)) }))
    } else {
      let saved = Set(snapshot.changes(since: start).map { Files.join(sources.folder, $0) })
      say(screen.findings(found.filter { saved.contains($0.file) }))
      say(screen.standing(found.filter { !saved.contains($0.file) }))
    }
    findings = Set(found.map(key))
  }
}
