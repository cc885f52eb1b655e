import Lua

/// Loads the files of an integration into a new state and checks what they declare.
package struct IntegrationLoader {
  /// The integration's folder.
  let folder: String
  let name: String
  let host: ScriptHost
  let session = LoadSession()
  /// For each file: its top level declares, it does not work.
  private static let timeLimit = Duration.seconds(5)

  /// Loads `name` of a repository.
  /// - Parameters:
  ///   - limits: those of the job that will run; of them, memory, coroutines and tasks hold while it is loaded.
  ///   - cancellation: ends it early.
  package static func load(
    _ name: String, in repository: Repository, limits: JobLimits = JobLimits(),
    settings: ScriptSettings = ScriptSettings(), cancellation: LoadCancellation? = nil
  ) throws(IntegrationError) -> sending LoadedIntegration {
    try load(
      name, folder: repository.folder(of: name), limits: limits, settings: settings, cancellation: cancellation)
  }

  static func load(
    _ name: String, folder: String, limits: JobLimits, settings: ScriptSettings = ScriptSettings(),
    cancellation: LoadCancellation? = nil
  ) throws(IntegrationError) -> sending LoadedIntegration {
    let loader = try IntegrationLoader(name: name, folder: folder, limits: limits, settings: settings)
    cancellation?.connect(loader.host.state.interrupter)
    defer { cancellation?.disconnect() }
    return try loader.load()
  }

  init(
    name: String, folder: String, limits: JobLimits, settings: ScriptSettings = ScriptSettings(),
    test: TestSession? = nil
  ) throws(IntegrationError) {
    self.name = name
    self.folder = folder
    do throws(LuaError) {
      host = try ScriptHost(
        modules: ModuleFinder(folder: folder), limits: limits, settings: settings, test: test)
    } catch {
      throw IntegrationError(code: .badData, message: "The scripts' state cannot be made: \(error.message)")
    }
    session.limits = limits
    host.loading = session
  }

  private func load() throws(IntegrationError) -> LoadedIntegration {
    guard Files.exists(Files.join(folder, "entry.lua")) else {
      throw IntegrationError(
        code: .badData, message: "The integration has no entry.lua.", location: SourceLocation(file: folder),
        hint: "It must return runner { name = \"\(name)\" }.")
    }
    try run("entry.lua")
    let runner = try checkedRunner()
    for kind in TaskDeclaration.Kind.allCases {
      session.stage = .tasks(kind)
      for file in try files(of: kind) { try run(file) }
    }
    host.loading = nil
    let loaded = LoadedIntegration(
      name: name, folder: folder, runner: runner, tasks: session.tasks, printed: session.printed, host: host)
    try TaskGraph.check(loaded.tasks, folder: folder)
    return loaded
  }

  /// The files that declare tasks of a kind, in the order in which they are loaded.
  func files(of kind: TaskDeclaration.Kind) throws(IntegrationError) -> [String] {
    try Files.names(in: Files.join(folder, kind.folder))
      .filter { $0.hasSuffix(".lua") && !$0.hasPrefix("_") }
      .map { "\(kind.folder)/\($0)" }
  }

  func checkedRunner() throws(IntegrationError) -> RunnerDeclaration {
    guard let runner = session.runner else {
      throw IntegrationError(
        code: .badData, message: "entry.lua does not call runner{}.", location: path(SourceLocation(file: "entry.lua")),
        hint: "It must return runner { name = \"\(name)\" }.")
    }
    guard runner.name == name else {
      throw IntegrationError(
        code: .badData,
        message: "runner{} has the name '\(runner.name)', but the folder and the catalogue's entry are '\(name)'.",
        location: path(runner.location), hint: "Write name = \"\(name)\".")
    }
    return runner
  }

  /// Runs a file's main chunk.
  func run(_ file: String) throws(IntegrationError) {
    guard let source = try Files.read(Files.join(folder, file)) else {
      throw IntegrationError(
        code: .badData, message: "The file cannot be read: it is a link that leads nowhere.",
        location: path(SourceLocation(file: file)))
    }
    guard Files.isInside(folder, file) else {
      throw IntegrationError(
        code: .badData, message: "The file is a link that leads out of the integration.",
        location: path(SourceLocation(file: file)), hint: "Put the file itself there.")
    }
    session.file = file
    do throws(LuaError) {
      host.state.setDeadline(LuaState.now + Self.timeLimit.nanoseconds)
      let chunk = try host.state.load(source.withoutByteOrderMark, name: "@\(file)")
      let coroutine = try host.state.makeCoroutine(chunk)
      defer {
        host.state.finish(coroutine, tag: Strand.loadingTag)
        host.state.release(chunk)
      }
      switch host.state.resume(coroutine, tag: Strand.loadingTag) {
      case .ended: return
      case .parked:
        throw LuaError(
          code: .error, message: "\(file): the file waits while it is loaded; wait inside stage_one or a task's run.",
          frames: host.state.frames(of: coroutine))
      case .failed(let error): throw error
      }
    } catch {
      var fault = ScriptFault(error)
      if error.limit == .deadline {
        fault.message = "the file took longer than \(Self.timeLimit.seconds.formatted) s to load"
      }
      throw self.fault(fault, in: file)
    }
  }

  private func fault(_ fault: ScriptFault, in file: String) -> IntegrationError {
    var error = IntegrationError(
      code: .badData, message: fault.message.asSentence, location: path(fault.location ?? SourceLocation(file: file)))
    error.traceback = fault.traceback.filter { !$0.isInternal }.map { line in
      var line = line
      line.location = path(line.location)
      return line
    }
    if error.traceback.count == 1 { error.traceback = [] }
    var fault = fault
    fault.sourceLine = SourceLine.text(at: fault.location ?? SourceLocation(file: file), in: folder)
    error.hint = fault.advice
    error.fault = fault
    return error
  }

  func path(_ location: SourceLocation) -> SourceLocation {
    SourceLocation(file: Files.join(folder, location.file), line: location.line)
  }
}

extension String {
  /// With a full stop, unless it ends in punctuation.
  var asSentence: String {
    guard let last, last.isLetter || last.isNumber || last == "'" || last == "\"" || last == ")" else { return self }
    return self + "."
  }
}
