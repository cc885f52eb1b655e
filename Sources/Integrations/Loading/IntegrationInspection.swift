/// What the files of an integration declare, and all that is wrong with them: for `luahost check`.
///
/// The files are run as at the start of a job, without network and with a time limit; no task runs.
package struct IntegrationInspection: Sendable {
  package struct Fault: Sendable {
    package enum Kind: Sendable, Hashable {
      /// `entry.lua` is missing, or calls no `runner{}`.
      case entry
      /// `runner{}` has another name than the folder.
      case name
      /// What `task{}` or `runner{}` was given.
      case declaration
      /// An error that a file raised while it was loaded.
      case script
      /// A name in `depends_on`, of the task that has it.
      case dependency(String, of: String)
    }

    package var kind: Kind
    /// Its location is relative to the integration's folder.
    package var error: IntegrationError
  }

  /// Sorted by (order, name); without those that are refused.
  package var tasks: [TaskDeclaration] = []
  package var faults: [Fault] = []

  /// Loads the files in `folder`.
  /// - Parameter skips: files that are not to be run, by their path in the folder, as they are no Lua.
  package init(_ name: String, folder: String, skipping skips: Set<String>) {
    do throws(IntegrationError) {
      let loader = try IntegrationLoader(name: name, folder: folder, limits: JobLimits())
      inspect(loader, skips)
    } catch {
      faults.append(Fault(kind: .script, error: error))
    }
  }

  private mutating func inspect(_ loader: IntegrationLoader, _ skips: Set<String>) {
    var refused: [Fault] = []
    loader.session.refused = { error, location in
      refused.append(
        Fault(
          kind: .declaration, error: IntegrationError(code: .badData, message: error.message, location: location)))
    }
    var failed = run("entry.lua", loader, skips)
    if !failed, refused.isEmpty { checkRunner(loader) }
    for kind in TaskDeclaration.Kind.allCases {
      loader.session.stage = .tasks(kind)
      do throws(IntegrationError) {
        for file in try loader.files(of: kind) where run(file, loader, skips) { failed = true }
      } catch {
        faults.append(Fault(kind: .script, error: relative(error, loader)))
        failed = true
      }
    }
    loader.session.refused = nil
    loader.host.loading = nil
    faults += refused
    tasks = loader.session.tasks.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
    // Where a file failed, what it would have declared is unknown.
    for fault in TaskGraph.faults(in: tasks) {
      let isMissing = !tasks.contains { $0.name == fault.dependency }
      if isMissing, failed || !refused.isEmpty { continue }
      faults.append(
        Fault(
          kind: .dependency(fault.dependency, of: fault.task.name),
          error: IntegrationError(code: .badData, message: fault.message, location: fault.task.location)))
    }
  }

  /// Whether it failed, or was skipped.
  private mutating func run(_ file: String, _ loader: IntegrationLoader, _ skips: Set<String>) -> Bool {
    guard !skips.contains(file) else { return true }
    do throws(IntegrationError) {
      guard Files.exists(Files.join(loader.folder, file)) else {
        throw IntegrationError(
          code: .badData, message: "The integration has no \(file).", location: SourceLocation(file: file),
          hint: "It must return runner { name = \"\(loader.name)\" }.")
      }
      try loader.run(file)
      return false
    } catch {
      let isMissing = !Files.exists(Files.join(loader.folder, file))
      faults.append(Fault(kind: isMissing ? .entry : .script, error: relative(error, loader)))
      return true
    }
  }

  private mutating func checkRunner(_ loader: IntegrationLoader) {
    do throws(IntegrationError) {
      _ = try loader.checkedRunner()
    } catch {
      faults.append(Fault(kind: loader.session.runner == nil ? .entry : .name, error: relative(error, loader)))
    }
  }

  private func relative(_ error: IntegrationError, _ loader: IntegrationLoader) -> IntegrationError {
    var error = error
    guard let location = error.location, location.file.hasPrefix(loader.folder + "/") else { return error }
    error.location?.file = String(location.file.dropFirst(loader.folder.count + 1))
    return error
  }
}
