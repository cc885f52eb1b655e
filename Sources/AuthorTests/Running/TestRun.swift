package import Integrations
import Synchronization

/// Runs test files, several at once, and gives their results in the order of the files.
///
/// ```swift
/// let run = try TestRun(TestSuite.find("."), options: options)
/// let results = await run.run { print($0.path, $0.passed) }
/// ```
package struct TestRun: Sendable {
  private let files: [TestFileRun]

  /// - Throws: where an integration is not in the catalogue.
  package init(_ suites: [TestSuite], options: TestOptions) throws(IntegrationError) {
    let bail = BailFlag()
    self.options = options
    var files: [TestFileRun] = []
    for suite in suites where !suite.files.isEmpty {
      let entry = try suite.repository.entry(of: suite.name)
      files += suite.files.map { TestFileRun(suite: suite, file: $0, entry: entry, options: options, bail: bail) }
    }
    self.files = files
  }

  private let options: TestOptions

  /// - Parameter onFile: takes each result when those before it are there, too.
  package func run(onFile: @escaping @Sendable (TestFileResult) -> Void) async -> [TestFileResult] {
    let order = Ordered(onFile)
    await withTaskGroup(of: Void.self) { group in
      var next = 0
      func startNext() {
        guard next < files.count else { return }
        let (index, file) = (next, files[next])
        next += 1
        group.addTask { order.put(await file.run(), at: index) }
      }
      for _ in 0..<max(1, options.jobs) { startNext() }
      while await group.next() != nil, !Task.isCancelled { startNext() }
    }
    return order.results
  }

  /// The tests of all files, with what is wrong with files that cannot be loaded; nothing runs.
  package func list() -> [TestFileResult] { files.map { $0.list() } }
}

/// Puts results in order.
private final class Ordered: Sendable {
  private struct State {
    var waiting: [Int: TestFileResult] = [:]
    var results: [TestFileResult] = []
  }

  private let state = Mutex(State())
  private let onFile: @Sendable (TestFileResult) -> Void

  init(_ onFile: @escaping @Sendable (TestFileResult) -> Void) { self.onFile = onFile }

  var results: [TestFileResult] { state.withLock { $0.results } }

  func put(_ result: TestFileResult, at index: Int) {
    state.withLock { state in
      state.waiting[index] = result
      while let next = state.waiting.removeValue(forKey: state.results.count) {
        state.results.append(next)
        onFile(next)
      }
    }
  }
}

extension TestFileRun {
  /// Its tests, without a run.
  func list() -> TestFileResult {
    var result = TestFileResult(integration: suite.name, path: suite.path(of: file), folder: suite.folder)
    do throws(IntegrationError) {
      let tests = try LoadedTests.load(
        file, of: suite.name, in: suite.repository, limits: try options.limits(of: entry), settings: ScriptSettings(),
        notes: TestNotes())
      let declarations = tests.declarations
      let selection = try TestSelection(declarations, options: options, line: suite.line, file: file)
      result.isFocused = selection.isFocused
      result.tests = TestLedger().results(of: selection, declarations)
    } catch {
      result.loadError = error
    }
    return result
  }
}
