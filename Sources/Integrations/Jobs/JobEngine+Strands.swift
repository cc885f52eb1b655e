import Lua

extension JobEngine {
  // MARK: Starting and going on

  func startStrand(
    _ function: LuaReference, owner: Strand.Owner, arguments: [LuaOutput], parent: Int? = nil
  ) {
    lastTag += 1
    let tag = lastTag
    do throws(LuaError) {
      let coroutine = try state.makeCoroutine(function)
      let depth = parent.flatMap { strands[$0]?.depth }.map { $0 + 1 } ?? 0
      strands[tag] = Strand(tag: tag, owner: owner, coroutine: coroutine, parent: parent, depth: depth)
      if parent == nil { roots[owner] = tag }
      ready.append((tag, .values(arguments)))
    } catch {
      if let parent { failGroup(of: parent, with: error) } else { end(owner, with: fault(error, of: owner)) }
    }
  }

  /// Queues a strand that parked.
  func wake(_ tag: Int, with resumption: Resumption) {
    if let strand = strands[tag] { wake(strand, with: resumption) }
  }

  func wake(_ strand: Strand, with resumption: Resumption) {
    strand.wait = nil
    strand.sleepSerial = 0
    ready.append((strand.tag, resumption))
  }

  /// Runs strands until all that are left wait.
  func drain() {
    var next = 0
    while next < ready.count {
      let (tag, resumption) = ready[next]
      next += 1
      run(tag, resumption)
      if next == ready.count {
        ready.removeAll(keepingCapacity: true)
        next = 0
      }
    }
    ready.removeAll(keepingCapacity: true)
  }

  private func run(_ tag: Int, _ resumption: Resumption) {
    guard let strand = strands[tag], !endsEarly() else { return }
    // Members of groups that end at once, one after the other, would each be too short for the watchdog.
    let deadline = deadlines[strand.owner]
    if strand.parent != nil, hasPassed(deadline) { return timeOut(strand.owner) }
    state.setDeadline(min(deadline ?? .max, jobDeadline))
    pendingWait = nil
    let outcome = measure(strand.owner) {
      switch resumption {
      case .values(let values): state.resume(strand.coroutine, tag: tag, with: values)
      case .raising(let value): state.resume(strand.coroutine, tag: tag, raising: value)
      }
    }
    if case .raising(.anchored(let value)) = resumption { state.release(value) }
    switch outcome {
    case .ended: ended(strand)
    case .parked: parked(strand)
    case .failed(let error): failed(tag, error)
    }
  }

  /// Stops the job when its time is over or it was cancelled while strands ran one after the other.
  private func endsEarly() -> Bool {
    if state.isInterrupted {
      stop("cancelled")
    } else if clock.monotonic() >= jobDeadline {
      stop(timeoutMessage)
    }
    return isStopping
  }

  // MARK: Waiting

  private func parked(_ strand: Strand) {
    let tag = strand.tag
    guard let wait = pendingWait.take(), strands[tag] != nil else { return }
    strand.wait = wait
    strand.waitingSince = clock.monotonic()
    switch wait {
    case .sleep(let seconds):
      lastSleepSerial += 1
      strand.sleepSerial = lastSleepSerial
      let nanoseconds = UInt64(min(max(seconds, 0), 1e9) * options.pace * 1e9)
      timers.add(.wake(tag: tag, sleep: lastSleepSerial), at: clock.monotonic() + nanoseconds)
    case .http(let request):
      openRequests += 1
      effects.append(.send(request, tag: tag))
    case .result(let task, _): awaitResult(of: task, strand: strand)
    case .module: moduleWaiters.insert(tag)
    case .group: fillGroup(of: tag)
    case .operation(let operation): effects.append(.perform(operation, tag: tag))
    }
  }

  func name(of owner: Strand.Owner) -> String {
    switch owner {
    case .stageOne: "stage_one"
    case .task(let task): tasks[task].name
    }
  }

  private func awaitResult(of task: Int, strand: Strand) {
    guard case .task(let asking) = strand.owner else { return answerResultWait(strand.tag) }
    switch machine.wait(asking, for: task, number: strand.tag) {
    case .ready: answerResultWait(strand.tag)
    case .park: return
    case .cycle(let chain):
      let names = chain.map { tasks[$0].name }.joined(separator: " → ")
      wake(strand.tag, with: .raising(.text("this wait can never end: the tasks wait for each other: \(names)")))
    }
  }

  /// Gives a strand what it asked of another task's result.
  func answerResultWait(_ tag: Int) {
    guard case .result(let task, let part)? = strands[tag]?.wait else { return }
    wake(tag, with: .values([output(part, of: task)]))
  }

  /// A module was loaded, or will not be: those who wait for one look again, in the order in which they started.
  func moduleWaitersLookAgain() {
    guard !moduleWaiters.isEmpty else { return }
    for tag in moduleWaiters.sorted() { wake(tag, with: .values([])) }
    moduleWaiters.removeAll()
  }

  // MARK: Groups

  private func fillGroup(of parent: Int) {
    while let strand = strands[parent], case .group(let group)? = strand.wait {
      guard group.members.count < group.limit, group.started < group.count else {
        if group.members.isEmpty { close(group, of: parent) }
        return
      }
      group.started += 1
      group.members.insert(lastTag + 1)
      startStrand(group.function, owner: strand.owner, arguments: [.integer(Int64(group.started))], parent: parent)
    }
  }

  func memberEnded(_ tag: Int, of parent: Int) {
    guard case .group(let group)? = strands[parent]?.wait else { return }
    group.members.remove(tag)
    if group.isDecided { close(group, of: parent) } else { fillGroup(of: parent) }
  }

  /// A member of a group has what the group is about.
  func finishGroup(ofMember tag: Int) {
    guard let parent = strands[tag]?.parent, case .group(let group)? = strands[parent]?.wait else { return }
    group.isDecided = true
  }

  /// Cancels the members that are left; whoever waits for the group goes on.
  private func close(_ group: StrandGroup, of parent: Int) {
    for member in group.members.sorted() { drop(member) }
    state.release(group.function)
    wake(parent, with: .values([]))
  }

  /// The first error of a group: the others are cancelled, and it is raised where the group was asked for.
  func failGroup(of parent: Int, with error: LuaError) {
    guard case .group(let group)? = strands[parent]?.wait else { return }
    for member in group.members.sorted() { drop(member) }
    state.release(group.function)
    strands[parent]?.carried = error
    let value: LuaOutput = error.value.map { .anchored($0) } ?? .text(error.message)
    wake(parent, with: .raising(value))
  }

  /// Ends a strand, and those that run for it, wherever they are.
  func drop(_ tag: Int) {
    guard let strand = strands[tag] else { return }
    switch strand.wait {
    case .http:
      openRequests -= 1
      effects.append(.cancel(tag: tag))
    case .operation: effects.append(.cancel(tag: tag))
    case .result(_, _): if case .task(let task) = strand.owner { machine.abandon(wait: tag, of: task) }
    case .group(let group):
      for member in group.members.sorted() { drop(member) }
      state.release(group.function)
    default: break
    }
    remove(strand)
  }

  /// Ends the coroutine of a strand; what it closes may still log.
  func remove(_ strand: Strand) {
    state.finish(strand.coroutine, tag: strand.tag)
    strands[strand.tag] = nil
    // Whoever waits for a module that this strand was loading looks again.
    moduleWaitersLookAgain()
  }
}
