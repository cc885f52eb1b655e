import Integrations
import JSONSchema
import Lua
import ScriptHTTP
import Synchronization

/// Runs the tests of one file: loads them into a state, runs them one after the other as the tasks of a job, and starts
/// anew with those that are left where a test has taken the whole state with it.
struct TestFileRun: Sendable {
  let suite: TestSuite
  /// Relative to the integration's folder.
  let file: String
  let entry: CatalogueEntry
  let options: TestOptions
  /// Set where a test of any file has failed and that ends the run.
  let bail: BailFlag

  private var coverage: LineCoverage? { options.coverage?[suite.name] }

  func run() async -> TestFileResult {
    var result = TestFileResult(integration: suite.name, path: suite.path(of: file), folder: suite.folder)
    let start = LuaState.now
    do throws(IntegrationError) {
      try await run(into: &result)
    } catch {
      result.loadError = error
    }
    result.duration = .nanoseconds(Int64(LuaState.now - start))
    return result
  }

  private func run(into result: inout TestFileResult) async throws(IntegrationError) {
    let store = SnapshotStore(Files.join(suite.folder, SnapshotFile.path(of: file)), mode: options.snapshots)
    let known = KnownTests()
    let ledger = TestLedger()
    let live = options.recording?.config ?? JSONObject()
    let exchanges = TestExchanges(
      folder: suite.folder, file: file, options: options,
      policy: try NetworkPolicy(entry, config: .object(live), enforcement: .warn))
    let jobs = TestJob(
      repository: suite.repository, entry: entry, exchanges: exchanges, coverage: coverage,
      live: live, recorded: { ledger.record($0) })
    let own = OwnExchanges(exchanges)
    let notes = TestNotes { test, name, text in
      store.compare(test: known.name(of: test), name: name, text: text)
    } job: { test, request in
      await jobs.answer(request, line: known.line(of: test))
    } answers: { test, request in
      request.map { own.answer(test, $0, line: known.line(of: test)) } ?? own.requests(of: test)
    }
    var selection: TestSelection?
    var declarations: [TestDeclaration] = []
    var left: [Int] = []
    repeat {
      let tests = try load(notes)
      if selection == nil {
        declarations = tests.declarations
        known.set(declarations)
        let first = try TestSelection(declarations, options: options, line: suite.line, file: file)
        (selection, left) = (first, first.chosen)
      }
      guard !left.isEmpty else { break }
      let ended = try await run(
        tests.job(left, timeout: options.timeout), declarations, notes, own, ledger)
      left = ended.isEmpty ? [] : left.filter { !ended.contains($0) }
    } while !left.isEmpty && !bail.isSet && !Task.isCancelled
    ledger.record(try await own.finish())
    guard let selection else { return }
    result.isFocused = selection.isFocused
    result.tests = ledger.results(of: selection, declarations)
    result.recorded = ledger.recorded
    let all = selection.isWhole(options) && result.notRun == 0
    let skipped = selection.skipped.map { known.name(of: $0) }
    result.snapshots = store.finish { key in !all || skipped.contains { key.hasPrefix($0) } }
  }

  private func load(_ notes: TestNotes) throws(IntegrationError) -> sending LoadedTests {
    try LoadedTests.load(
      file, of: suite.name, in: suite.repository, limits: try options.limits(of: entry),
      settings: ScriptSettings(coverage: coverage), notes: notes)
  }

  /// Runs a job of tests; gives those that ended.
  private func run(
    _ job: sending LoadedIntegration, _ declarations: [TestDeclaration], _ notes: TestNotes, _ own: OwnExchanges,
    _ ledger: TestLedger
  ) async throws(IntegrationError) -> Set<Int> {
    var limits = try options.limits(of: entry)
    // The tests of a file have no bound together; each has its own.
    for limit in [JobLimit.timeout, .cpu, .cpuSlice] { limits[limit] = 1e9 }
    let runner = JobRunner(transport: own.client) { event in
      guard case .taskEnded(let result) = event, let test = LoadedTests.number(ofTask: result.name),
        result.status == .done, !Task.isCancelled
      else { return }
      let missing = own.missing(of: result.name)
      let hasFailed = ledger.end(
        test, result, declarations[test], notes: notes, missing: missing?.message, hasBailed: notes.hasBailed)
      if hasFailed, options.bails {
        bail.set()
      }
      if bail.isSet { notes.bail() }
    }
    let result = try await runner.run(
      job,
      options: JobOptions(
        jobID: Identifier.make(), deploymentID: "test", limits: limits, environment: "test"))
    return Set(result.tasks.filter { $0.status == .done }.compactMap { LoadedTests.number(ofTask: $0.name) })
  }
}

/// Whether the whole run is to end.
final class BailFlag: Sendable {
  private let flag = Mutex(false)

  var isSet: Bool { flag.withLock { $0 } }
  func set() { flag.withLock { $0 = true } }
}

/// The tests of a file by their numbers, once it is loaded. Each has a name of its own: a second one of the same name gets
/// a number.
private final class KnownTests: Sendable {
  private let tests = Mutex<[(name: String, line: Int?)]>([])

  func name(of test: Int) -> String {
    tests.withLock { $0.indices.contains(test) ? $0[test].name : "test \(test + 1)" }
  }

  func line(of test: Int) -> Int? { tests.withLock { $0.indices.contains(test) ? $0[test].line : nil } }

  func set(_ declarations: [TestDeclaration]) {
    var counts: [String: Int] = [:]
    let named = declarations.map { declaration in
      let name = declaration.name
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return (name: count == 1 ? name : "\(name) (\(count))", line: declaration.location.line)
    }
    tests.withLock { $0 = named }
  }
}
