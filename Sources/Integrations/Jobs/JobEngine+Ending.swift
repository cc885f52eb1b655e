import JSONSchema
import Lua

extension JobEngine {
  // MARK: Strands that ended

  func ended(_ strand: Strand) {
    if let parent = strand.parent {
      remove(strand)
      memberEnded(strand.tag, of: parent)
      return
    }
    switch strand.owner {
    case .stageOne: endStageOne(strand)
    case .task(let task): endTask(task, strand)
    }
  }

  func failed(_ tag: Int, _ error: LuaError) {
    guard let strand = strands[tag] else { return }
    var error = error
    if let carried = strand.carried, error.message == carried.message { error.frames = carried.frames + error.frames }
    if let parent = strand.parent, error.code != .memory, error.code != .stopped {
      remove(strand)
      failGroup(of: parent, with: error)
      return
    }
    let fault = fault(error, of: strand.owner)
    if let value = error.value { state.release(value) }
    if error.limit.map({ endsJob($0, owner: strand.owner) }) ?? false {
      stop(fault.message, interrupted: (strand.owner, fault))
    } else {
      end(strand.owner, with: fault)
    }
  }

  /// Fails what a strand runs for, whatever its other strands do.
  func end(_ owner: Strand.Owner, with fault: ScriptFault) {
    if let root = roots.removeValue(forKey: owner) { drop(root) }
    switch owner {
    case .stageOne: endStageOne(fault: fault)
    case .task(let task): close(task, fault: fault)
    }
  }

  func withSourceLine(_ fault: ScriptFault) -> ScriptFault {
    var fault = fault
    fault.sourceLine = SourceLine.text(at: fault.location, in: integration.folder)
    return fault
  }

  // MARK: Stage one

  private func endStageOne(_ strand: Strand) {
    let outcome = Result { () throws(LuaError) in try state.fields(ofResultOf: strand.coroutine, anchoring: true) }
    roots[.stageOne] = nil
    remove(strand)
    switch outcome {
    case .failure(let error): endStageOne(fault: fault(error, of: .stageOne))
    case .success(.other(.nil)): endStageOne(fault: nil)
    case .success(.other(let value)):
      endStageOne(
        fault: ScriptFault(
          message: "stage_one must return a table of values for ctx.base, found \(value.described)",
          location: integration.runner.location))
    case .success(.table(let fields)):
      for field in fields {
        guard let key = field.key.stringValue else { continue }
        base[key] = field.anchor.map { .anchored($0) } ?? LuaOutput(field.value)
      }
      endStageOne(fault: nil)
    }
  }

  /// An object that the host gives instead of stage one.
  func takeBase(_ given: JSONValue) {
    guard case .object(let object) = given else {
      return endStageOne(fault: ScriptFault(message: "the base must be an object, found \(given.brief)"))
    }
    for (key, value) in object { base[key] = .json(value.serialized()) }
    endStageOne(fault: nil)
  }

  // MARK: Tasks

  private func endTask(_ task: Int, _ strand: Strand) {
    roots[strand.owner] = nil
    var fault: ScriptFault?
    do throws(LuaError) {
      try read(resultOf: strand, task: task)
    } catch {
      fault = self.fault(error, of: strand.owner)
      if let value = error.value { state.release(value) }
      fault?.location = tasks[task].location
      fault?.traceback = []
      fault?.variables = []
    }
    remove(strand)
    close(task, fault: fault)
  }

  private func close(_ task: Int, fault: ScriptFault?) {
    deadlines[.task(task)] = nil
    results[task].status = .done
    results[task].reads = reads[task].sorted()
    results[task].endTime = clock.now()
    if let start = startInstants.removeValue(forKey: task) {
      results[task].duration = .nanoseconds(Int64(clock.monotonic() - start))
    }
    if let fault = fault.map(withSourceLine) {
      results[task].success = false
      results[task].data = nil
      results[task].isViolation = false
      results[task].resources = []
      results[task].message = nil
      results[task].fault = fault
      results[task].errors.append(mask.apply(to: fault.text))
    } else {
      results[task].success = true
      recordViolations(of: task)
    }
    emit(.taskEnded(mask.apply(to: results[task])))
    for violation in violations[task] { emit(.violation(violation)) }
    if !isStopping { apply(machine.ended(task, success: fault == nil)) }
  }
}

extension LuaOutput {
  /// A scalar; anything else is nil.
  init(_ value: LuaValue) {
    switch value {
    case .null: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let bytes): self = .string(bytes)
    default: self = .nil
    }
  }
}

extension Double {
  /// Without a fraction of zero: `60`, `0.5`.
  package var formatted: String { self == rounded() && abs(self) < 1e15 ? String(Int64(self)) : String(self) }
}
