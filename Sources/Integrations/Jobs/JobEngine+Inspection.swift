import Lua

extension JobEngine {
  /// Tells of the job as it is, if that was asked for and not told.
  /// - Parameter running: the frames of the script that runs now; nil where none does.
  func inspect(running: [LuaFrame]?) {
    if inspector.takeRequest() { emit(.inspected(snapshot(running: running))) }
  }

  private func snapshot(running: [LuaFrame]?) -> JobSnapshot {
    let now = clock.monotonic()
    var owned: [Strand.Owner: [Strand]] = [:]
    for strand in strands.values.sorted(by: { $0.tag < $1.tag }) { owned[strand.owner, default: []].append(strand) }
    func strandsOf(_ owner: Strand.Owner) -> [JobSnapshot.Strand] {
      (owned[owner] ?? []).map { describe($0, running: owner == runningOwner ? running : nil, now: now) }
    }
    var list: [JobSnapshot.Task] = []
    if stageOne == nil {
      list.append(
        entry("stage one", .inProgress, success: true, .stageOne, age: now - jobStart, strandsOf(.stageOne)))
    }
    for (index, result) in results.enumerated() {
      list.append(
        entry(
          result.name, result.status, success: result.success, .task(index),
          age: startInstants[index].map { now - $0 }, strandsOf(.task(index))))
    }
    return JobSnapshot(
      jobID: options.jobID, integration: integration.name, age: .nanoseconds(Int64(now - jobStart)),
      cpu: .nanoseconds(Int64(state.cpuUsed)), memory: state.memoryUsed, memoryLimit: options.limits.bytes(.memory),
      tasks: list)
  }

  private func entry(
    _ name: String, _ status: TaskResult.Status, success: Bool, _ owner: Strand.Owner, age: UInt64?,
    _ strands: [JobSnapshot.Strand]
  ) -> JobSnapshot.Task {
    let usage = usage[owner] ?? Usage()
    return JobSnapshot.Task(
      name: name, status: status, success: success, age: age.map { .nanoseconds(Int64($0)) },
      cpu: .nanoseconds(Int64(usage.cpu)), memory: usage.memory, strands: strands)
  }

  private func describe(_ strand: Strand, running: [LuaFrame]?, now: UInt64) -> JobSnapshot.Strand {
    let frames = strand.wait == nil && running != nil ? running ?? [] : state.frames(of: strand.coroutine)
    return JobSnapshot.Strand(
      wait: strand.wait.map { mask.apply(to: $0.text(tasks)) },
      since: strand.wait.map { _ in .nanoseconds(Int64(now - strand.waitingSince)) },
      traceback: frames.map(TracebackLine.init).filter { !$0.isInternal })
  }
}

extension Wait {
  /// As in "waits for …".
  fileprivate func text(_ tasks: [TaskDeclaration]) -> String {
    switch self {
    case .sleep(let seconds): "sleep(\(seconds.formatted))"
    case .http(let request): "\(request.method) \(request.shownURL)"
    case .result(let task, _): "the result of \(tasks[task].name)"
    case .module(let name): "the module \(name), which another task loads"
    case .operation(let operation): operation.description
    case .group(let group):
      "\(group.members.count) functions that run side by side (\(group.started) of \(group.count) started)"
    }
  }
}
