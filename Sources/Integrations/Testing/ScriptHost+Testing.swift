import JSONSchema
import Lua

/// What a test file declares while it is loaded.
final class TestSession {
  let file: String
  let notes: TestNotes
  var declarations: [TestDeclaration] = []
  /// A file that declares more is at fault.
  static let mostTests = 100_000

  init(file: String, notes: TestNotes) {
    self.file = file
    self.notes = notes
  }
}

extension ScriptHost {
  /// The natives behind `describe`, `it` and `expect`: test files have them, and no others.
  func defineTestingNatives(_ session: TestSession) throws(LuaError) {
    try register(
      "test.declare",
      .init("Declares a test, in a file of tests/.", ["declaration string JSON", "run fun()"]), anchorsFunctions: true
    ) { call in
      guard session.declarations.count < TestSession.mostTests else {
        return .failure("it: a file declares at most \(TestSession.mostTests) tests")
      }
      guard case .function(let run?) = call[1], let json = Self.json(call[0]),
        let declaration = TestDeclaration(json, run: run, file: session.file)
      else { return .failure("it: the test cannot be declared") }
      session.declarations.append(declaration)
      return .none
    }
    try register("test.declares", .init("Whether tests may be declared now.", returns: ["boolean"])) {
      [unowned self] _ in .value(.boolean(loading != nil))
    }
    try register(
      "test.plan", .init("The numbers of the tests that run, in their order.", returns: ["integer[] numbers"])
    ) { _ in
      let numbers = session.notes.plan.map { JSONValue.number(JSONNumber($0 + 1)) }
      return .value(.json(JSONValue.array(numbers).serialized()))
    }
    try register("test.bailed", .init("Whether tests that have not begun are left out.", returns: ["boolean"])) { _ in
      .value(.boolean(session.notes.hasBailed))
    }
    try defineRunningNatives(session)
  }

  private func defineRunningNatives(_ session: TestSession) throws(LuaError) {
    try define("test.failed", .init("Tells of an expectation that was not met.", ["detail string JSON"])) {
      engine, owner, call in
      guard let test = engine.test(of: owner), case .object(let detail)? = Self.json(call[0]) else { return .none }
      session.notes.fail(
        test, TestNotes.Failure(message: detail["message"]?.stringValue ?? "", detail: .object(detail)))
      return .none
    }
    try define(
      "test.snapshot",
      .init(
        "Compares a text with its snapshot.", ["name string", "text string"],
        returns: ["string? snapshot what it has, where that differs"])
    ) { engine, owner, call in
      guard let test = engine.test(of: owner) else { return .failure("to_match_snapshot belongs in a test") }
      switch session.notes.compare(test, call.text(0) ?? "", call.text(1) ?? "") {
      case .matches: return .none
      case .differs(let text): return .value(.text(text))
      case .refused(let reason): return .failure(reason)
      }
    }
    try define(
      "test.answer",
      .init(
        "Says where the answers to the test's own requests come from; without a text, gives the requests.",
        ["http? string JSON"], returns: ["table? requests", "string? error"])
    ) { engine, owner, call in
      guard let test = engine.test(of: owner) else { return .failure("answer_http belongs in a test") }
      let request: [UInt8]? = if case .string(let bytes) = call[0] { bytes } else { nil }
      switch session.notes.answer(request, for: test) {
      case .result(let json): return .value(.json(json))
      case .failure(let text): return .values([.nil, .text(text)])
      }
    }
    try define(
      "test.run",
      .init(
        "Runs a task, or the integration, in a state of its own.", ["request string JSON"],
        returns: ["table? result", "string? error"], waits: true)
    ) { engine, owner, call in
      guard case .string(let request) = call[0], let test = engine.test(of: owner) else {
        return .failure("run_task belongs in a test")
      }
      engine.pendingWait = .operation(
        ScriptOperation("what run_task runs") { [notes = session.notes] in
          switch await notes.run(request, for: test) {
          case .result(let json): [.json(json)]
          case .failure(let text): [.nil, .text(text)]
          }
        })
      return .park
    }
  }

  /// A time that stands still.
  func defineTime(_ now: Timestamp) throws(LuaError) {
    try register("time.fixed", .init("The time that a test has set, in whole seconds.", returns: ["integer"])) { _ in
      .value(.integer(now.milliseconds.flooredQuotient(1000)))
    }
    try register("time.now", .init("The time that a test has set.", returns: ["number"])) { _ in
      .value(.number(Double(now.milliseconds) / 1000))
    }
  }

  private static func json(_ value: LuaValue) -> JSONValue? {
    guard case .string(let bytes) = value else { return nil }
    return try? JSONValue(parsing: bytes)
  }
}

extension JobEngine {
  /// The number of the test that a strand runs for.
  fileprivate func test(of owner: Strand.Owner) -> Int? {
    guard case .task(let index) = owner else { return nil }
    return LoadedTests.number(ofTask: tasks[index].name)
  }
}
