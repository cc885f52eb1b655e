import Lua

/// What the scripts of a task have used.
struct Usage {
  /// CPU time in nanoseconds.
  var cpu: UInt64 = 0
  /// Bytes allocated and not freed while they ran. What they have made may be freed while others run, and the other
  /// way round.
  var memory = 0

  mutating func add(cpu: UInt64, memory: Int) {
    self.cpu += cpu
    self.memory += memory
  }
}

extension JobEngine {
  func setLimits() {
    timers.add(.jobTimeout, at: jobDeadline)
    state.setCPULimits(
      slice: options.limits.duration(.cpuSlice).nanoseconds, total: options.limits.duration(.cpu).nanoseconds)
    state.onInspection = { [unowned self] in inspect(running: state.runningFrames) }
  }

  func setDeadline(_ timeout: Duration, of owner: Strand.Owner, from start: UInt64) {
    let deadline = start + timeout.nanoseconds
    deadlines[owner] = deadline
    timers.add(.timeout(owner), at: deadline)
  }

  /// Runs scripts on a task's bill.
  func measure<Outcome>(_ owner: Strand.Owner, _ body: () -> Outcome) -> Outcome {
    let (cpu, memory) = (state.cpuUsed, state.memoryUsed)
    runningOwner = owner
    defer {
      runningOwner = nil
      usage[owner, default: Usage()].add(cpu: state.cpuUsed - cpu, memory: state.memoryUsed - memory)
    }
    return body()
  }

  // MARK: Limits that were reached

  /// Whether a limit that ended a script ends its job too, and not its task alone.
  func endsJob(_ limit: LuaError.Limit, owner: Strand.Owner) -> Bool {
    if state.isAbandoned { return true }
    return switch limit {
    case .deadline: !hasPassed(deadlines[owner])
    case .slice: false
    case .interrupt, .cpu, .memory: true
    }
  }

  func hasPassed(_ deadline: UInt64?) -> Bool { deadline.map { clock.monotonic() >= $0 } ?? false }

  /// An error as its author is to see it: limits in the words of the limit.
  func fault(_ error: LuaError, of owner: Strand.Owner) -> ScriptFault {
    var fault = ScriptFault(error)
    if error.code == .memory {
      fault.message = options.limits.message(.memory, "the job is out of memory")
    } else if let limit = error.limit {
      fault.message = message(limit, owner)
      if state.isAbandoned { fault.message += Self.abandoned }
    } else if fault.message.hasPrefix("stack overflow") {
      fault.message = "stack overflow: functions call each other too deeply (a recursion without an end?)"
    }
    return fault
  }

  /// What follows the limit's own words where the state is gone.
  private static let abandoned =
    "; a script was inside an operation of Lua that nothing can interrupt (a table that calls itself, keys made to "
    + "collide, weak tables made to be slow), so the job ended with it"

  private func message(_ limit: LuaError.Limit, _ owner: Strand.Owner) -> String {
    switch limit {
    case .deadline: hasPassed(deadlines[owner]) ? timeoutMessage(of: owner) : timeoutMessage
    case .interrupt: "cancelled"
    case .slice: options.limits.message(.cpuSlice, "the script computed for too long without waiting for anything")
    case .cpu: options.limits.message(.cpu, "the scripts of the job used too much CPU time")
    case .memory: options.limits.message(.memory, "the job ran out of memory again after it had caught that once")
    }
  }

  /// What the job's own timeout says.
  var timeoutMessage: String {
    options.limits.message(.timeout, "timed out after \(options.limits[.timeout].formatted) s")
  }

  private func timeoutMessage(of owner: Strand.Owner) -> String {
    if case .task(let task) = owner, let timeout = tasks[task].timeout {
      return "timed out after \(timeout.seconds.formatted) s (timeout)"
    }
    return options.limits.message(.taskTimeout, "timed out after \(options.limits[.taskTimeout].formatted) s")
  }

  func timeOut(_ owner: Strand.Owner) {
    guard deadlines[owner] != nil, let root = roots[owner], let strand = strands[root] else { return }
    var fault = ScriptFault(
      LuaError(
        code: .stopped, limit: .deadline, message: timeoutMessage(of: owner),
        frames: state.frames(of: strand.coroutine)))
    if case .task(let task) = owner, fault.location == nil { fault.location = tasks[task].location }
    end(owner, with: fault)
  }

  // MARK: What the job keeps

  /// Puts bytes that the results or the log hold on the job's account.
  func keep(_ bytes: Int) throws(LuaError) {
    guard kept?.grow(by: bytes) ?? true else { throw LuaError(code: .memory, message: "not enough memory") }
  }

  /// Why a request cannot be sent now; nil where it can. What it sends is on the job's account from here on.
  func refusal(of request: inout HTTPRequest, owner: Strand.Owner) -> String? {
    guard openRequests < options.limits.count(.requests) else {
      return options.limits.message(.requests, "http: too many requests are under way")
    }
    request.requester = name(of: owner)
    request.notice = { [notice] text in notice(owner, text) }
    request.memory = state.memory
    guard let body = request.body else { return nil }
    guard let charge = state.memory.charge(body.count) else {
      return options.limits.message(.memory, "http: there is no memory for the request's body")
    }
    request.charge = charge
    return nil
  }

  /// Adds a line to the log of a task; says why where the log takes no more.
  func log(_ text: String, owner: Strand.Owner) -> String? {
    let count = logCount(of: owner)
    guard count < options.limits.count(.logLines) else {
      return options.limits.message(.logLines, "the log is full")
    }
    let text = shortened(text)
    guard (try? keep(text.utf8.count)) != nil else {
      return options.limits.message(.memory, "there is no memory for another line of the log")
    }
    let line = LogLine(timestamp: clock.now(), text: mask.apply(to: text))
    switch owner {
    case .stageOne:
      stageOneLogs.append(line)
      emit(.logged(task: nil, line: line))
    case .task(let task):
      results[task].logs.append(line)
      emit(.logged(task: tasks[task].name, line: line))
    }
    return nil
  }

  /// Adds an error that does not fail the task; they count as lines of the log do.
  func addError(_ text: String, owner: Strand.Owner) -> String? {
    let count =
      switch owner {
      case .stageOne: stageOneErrors.count
      case .task(let task): results[task].errors.count
      }
    guard count < options.limits.count(.logLines) else {
      return options.limits.message(.logLines, "the task has too many errors")
    }
    let text = mask.apply(to: shortened(text))
    guard (try? keep(text.utf8.count)) != nil else {
      return options.limits.message(.memory, "there is no memory for another error")
    }
    switch owner {
    case .stageOne: stageOneErrors.append(text)
    case .task(let task): results[task].errors.append(text)
    }
    return nil
  }

  private func logCount(of owner: Strand.Owner) -> Int {
    switch owner {
    case .stageOne: stageOneLogs.count
    case .task(let task): results[task].logs.count
    }
  }

  private func shortened(_ text: String) -> String {
    let limit = options.limits.count(.logLine)
    let length = text.utf8.count
    guard length > limit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: limit)
    while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return "\(text[..<end])… (cut: \(length) bytes, limit log_line)"
  }
}
