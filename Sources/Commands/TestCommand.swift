import ArgumentParser
import AuthorTests
import FoundationEssentials
import Integrations

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of integrations, against recorded HTTP.",
    discussion: """
      Tests are in tests/*_test.lua of an integration: describe, it, expect, and run_task, which runs a task for real, \
      with answers from tests/fixtures/ or from the test itself. Nothing is sent. docs/testing.md tells how to write them.

      EXAMPLES
        luahost test
        luahost test integrations/hello_world
        luahost test integrations/hello_world/tests/items_test.lua:12
        luahost test --filter 'public bucket' --bail
        luahost test integrations/hello_world --watch
        luahost test integrations/hello_world --update
        luahost test --coverage --coverage-min 80
        luahost test --ci --junit results.xml
        luahost test integrations/github --record -c 'token=${env:GITHUB_TOKEN}'

      --record sends the requests that have no recording, and keeps what comes back; secrets are masked. Values given \
      with -c take the place of those in the tests' configs meanwhile.

      EXIT CODES
        0 all passed · 1 a test failed, or --coverage-min was missed · 64 usage
        65 a test file does not load (the others run) · 66 no such test, file or integration · 130 interrupted
      """)

  @Argument(
    help: "A repository, an integration, a test file, or file:line of a test.", completion: IntegrationCompletion.kind)
  var path = "."

  @OptionGroup var choice: TestChoiceOptions
  @OptionGroup var snapshots: TestSnapshotOptions
  @OptionGroup var coverage: TestCoverageOptions
  @OptionGroup var live: TestRecordOptions

  @Option(help: ArgumentHelp("End a test after this many seconds.", valueName: "seconds"))
  var timeout: Double = 10

  @Option(help: ArgumentHelp("Run this many files at once (as many as there are cores).", valueName: "n"))
  var jobs: Int?

  @OptionGroup var limits: LimitOptions

  @Option(help: ArgumentHelp("Write JUnit's XML there too; - is stdout.", valueName: "file"), completion: .file())
  var junit: String?

  @Flag(help: "Show the tests, with file and line; run none.")
  var list = false

  @Flag(help: "Go on: run again what a saved file touches.")
  var watch = false

  @Flag(help: "Name every test that passed, and show what tests printed.")
  var verbose = false

  func validate() throws {
    guard timeout > 0, timeout < 1e9 else { throw ValidationError("--timeout takes a number of seconds above 0.") }
    if let jobs, !(1...1000).contains(jobs) { throw ValidationError("--jobs takes a whole number from 1 to 1000.") }
    if watch, list { throw ValidationError("Give --watch or --list, not both.") }
    if watch, live.record { throw ValidationError("Give --watch or --record, not both.") }
  }

  func run() async throws {
    let suites = try TestSuite.find(path)
    let session = try TestSession(self, suites)
    if list { return try session.list() }
    if watch { return try await session.watch() }
    throw try await session.run(suites).code
  }
}

/// Which tests run, and in which order.
struct TestChoiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Run tests with this in their name.", valueName: "text"))
  var filter: String?

  @Flag(help: "Begin no test after one has failed.")
  var bail = false

  @Flag(help: "Run the tests of each file in another order each time.")
  var shuffle = false

  @Option(help: ArgumentHelp("The order of --shuffle again, by the number that it told.", valueName: "n"))
  var seed: UInt64?

  /// The seed of a run; nil for the file's own order.
  func chosenSeed() -> UInt64? { seed ?? (shuffle ? UInt64.random(in: 1...999_999) : nil) }
}

struct TestSnapshotOptions: ParsableArguments {
  @Flag(help: "Write snapshots anew, and remove those that no test uses.")
  var update = false

  @Flag(help: "Fail where a snapshot is missing instead of writing it; also when CI=true.")
  var ci = false

  func validate() throws {
    if update, ci { throw ValidationError("Give --update or --ci, not both.") }
  }

  var mode: SnapshotMode {
    if update { return .update }
    let isCI = ["true", "1"].contains(ProcessInfo.processInfo.environment["CI"]?.lowercased() ?? "")
    return ci || isCI ? .compare : .create
  }
}

struct TestCoverageOptions: ParsableArguments {
  @Flag(help: "Tell which lines ran; also as .luahost/coverage/lcov.info.")
  var coverage = false

  @Option(help: ArgumentHelp("Exit with 1 when fewer lines ran, in percent.", valueName: "percent"))
  var coverageMin: Double?

  func validate() throws {
    if let coverageMin, !(0...100).contains(coverageMin) {
      throw ValidationError("--coverage-min takes a number from 0 to 100.")
    }
  }

  var isWanted: Bool { coverage || coverageMin != nil }
}

struct TestRecordOptions: ParsableArguments {
  @Flag(help: "Send the requests that have no recording, and keep what comes back.")
  var record = false

  @OptionGroup var config: ConfigOptions

  func validate() throws {
    if !record, !config.values.isEmpty || config.config != nil {
      throw ValidationError("-c and --config give what --record sends; a test has its config in its options.")
    }
  }
}
