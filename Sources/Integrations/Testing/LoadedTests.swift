import Lua

/// The tests of one file, loaded into a state of its own, ready to run once. `require` finds what the integration's own
/// files find.
///
/// ```swift
/// let tests = try LoadedTests.load("tests/items_test.lua", of: "hello_world", in: repository, notes: notes)
/// let result = try await runner.run(tests.job([0, 1], timeout: .seconds(10)), options: options)
/// ```
package final class LoadedTests {
  package let declarations: [TestDeclaration]
  private let name: String
  private let folder: String
  private let printed: [String]
  private let host: ScriptHost
  private let notes: TestNotes

  private init(_ loader: IntegrationLoader, _ session: TestSession) {
    declarations = session.declarations
    name = loader.name
    folder = loader.folder
    printed = loader.session.printed
    host = loader.host
    notes = session.notes
  }

  /// - Parameters:
  ///   - file: relative to the integration's folder.
  ///   - limits: of them, memory and coroutines hold while it is loaded.
  /// - Throws: what is wrong with the file.
  package static func load(
    _ file: String, of name: String, in repository: Repository, limits: JobLimits, settings: ScriptSettings,
    notes: TestNotes
  ) throws(IntegrationError) -> sending LoadedTests {
    let session = TestSession(file: file, notes: notes)
    let loader = try IntegrationLoader(
      name: name, folder: repository.folder(of: name), limits: limits, settings: settings, test: session)
    defer { loader.host.loading = nil }
    try loader.run(file)
    return LoadedTests(loader, session)
  }

  /// A job whose tasks are these tests, one after the other.
  package func job(_ tests: [Int], timeout: Duration) -> LoadedIntegration {
    notes.plan = tests
    let tasks = tests.enumerated().map { order, test in
      declarations[test].task(named: Self.taskName(of: test), order: order, timeout: timeout)
    }
    let runner = RunnerDeclaration(name: name, stageOne: nil, location: SourceLocation(file: ""))
    return LoadedIntegration(name: name, folder: folder, runner: runner, tasks: tasks, printed: printed, host: host)
  }

  private static let prefix = "test_"

  /// What the task of a test is called.
  package static func taskName(of test: Int) -> String { "\(prefix)\(test)" }

  /// The test of a task.
  package static func number(ofTask name: String) -> Int? {
    name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
  }
}

extension TestDeclaration {
  fileprivate func task(named taskName: String, order: Int, timeout: Duration) -> TaskDeclaration {
    TaskDeclaration(
      name: taskName, title: name, kind: .collector, severity: .medium, order: order, isEnabled: true, dependsOn: [],
      timeout: self.timeout ?? timeout, references: [], run: run, location: location)
  }
}
