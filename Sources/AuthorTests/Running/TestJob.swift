import Integrations
import JSONSchema
import Lua
import ScriptHTTP

/// Does what `run_task` and `run_integration` ask for: a job of the integration in a fresh state, with the real engine.
struct TestJob: Sendable {
  let repository: Repository
  let entry: CatalogueEntry
  let exchanges: TestExchanges
  let coverage: LineCoverage?
  let live: JSONObject
  /// Takes the paths of new recordings.
  let recorded: @Sendable ([String]) -> Void

  /// A second of `sleep` takes this long: tests do not wait for what only waits.
  private static let pace = 0.001

  func answer(_ body: [UInt8], line: Int?) async -> TestNotes.RunOutcome {
    do throws(TestRequestError) {
      let request = try TestRequest(body)
      do throws(IntegrationError) {
        return try await run(request, line: line)
      } catch {
        return .failure(Self.text(error))
      }
    } catch {
      return .failure(error.message)
    }
  }

  private static func text(_ error: IntegrationError) -> String {
    let place = error.location.map { "\($0): " } ?? ""
    return place + error.message + (error.hint.map { " " + $0 } ?? "")
  }

  private func run(_ request: TestRequest, line: Int?) async throws(IntegrationError) -> TestNotes.RunOutcome {
    var limits = try exchanges.options.limits(of: entry)
    if let timeout = request.timeout { limits[.timeout] = timeout.seconds }
    let integration = try IntegrationLoader.load(
      entry.name, in: repository, limits: limits, settings: ScriptSettings(now: request.now, coverage: coverage))
    let selection = try Self.selection(request, of: integration.tasks)
    let kept = try Self.kept(request.data, of: integration.tasks)
    let config = try TestConfig(request.config, live: live, for: entry)
    var options = JobOptions(
      jobID: Identifier.make(), deploymentID: "test", config: config.value, secrets: config.secrets, limits: limits,
      selection: selection, controls: repository.controls,
      environment: "test")
    options.kept = kept
    options.base = request.base
    let opened =
      if let answers = request.answers {
        exchanges.open(answers: answers, secrets: config.secrets)
      } else {
        try exchanges.open(recordings: request.recordings, secrets: config.secrets, line: line)
      }
    if opened.network == nil { options.pace = Self.pace }
    var clock = JobClock.system
    if let now = request.now { clock.now = { now } }
    let runner = JobRunner(transport: opened.client, clock: clock)
    let result: JobResult
    do throws(IntegrationError) {
      result = try await runner.run(integration, options: options)
    } catch {
      _ = try await opened.finish()
      throw error
    }
    recorded(try await opened.finish())
    if let missing = opened.transport.missing.first { return .failure(missing.message) }
    return Self.answer(result, to: request, requests: opened.transport.requests)
  }

  // MARK: What takes part

  /// The task with what it depends on, up to tasks whose data the test gives.
  private static func selection(
    _ request: TestRequest, of tasks: [TaskDeclaration]
  ) throws(IntegrationError) -> JobPlan.Selection {
    guard let task = request.task else { return .all }
    guard tasks.contains(where: { $0.name == task }) else { throw unknown(task, "run_task", tasks) }
    var names = Set(request.data.keys).union([task])
    guard !request.isAlone else { return .only(names.sorted()) }
    let byName = Dictionary(tasks.map { ($0.name, $0) }) { first, _ in first }
    var open = [task]
    while let name = open.popLast() {
      guard name == task || request.data[name] == nil else { continue }
      for dependency in byName[name]?.dependsOn ?? [] where names.insert(dependency).inserted {
        open.append(dependency)
      }
    }
    return .only(names.sorted())
  }

  private static func kept(
    _ data: [String: [UInt8]], of tasks: [TaskDeclaration]
  ) throws(IntegrationError) -> [String: KeptTask] {
    var kept: [String: KeptTask] = [:]
    for (name, bytes) in data.sorted(by: { $0.key < $1.key }) {
      guard let task = tasks.first(where: { $0.name == name }) else { throw unknown(name, "the option data", tasks) }
      kept[name] = KeptTask(task, data: bytes)
    }
    return kept
  }

  private static func unknown(_ name: String, _ place: String, _ tasks: [TaskDeclaration]) -> IntegrationError {
    let names = tasks.map(\.name)
    let hint = Suggestion.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
    return IntegrationError(
      code: .usage,
      message: "\(place): there is no task '\(name)'; \(hint ?? "the integration has \(names.joined(separator: ", "))")"
    )
  }

  // MARK: What the test gets

  private static func answer(
    _ result: JobResult, to request: TestRequest, requests: [SentRequest]
  ) -> TestNotes.RunOutcome {
    let sent = JSONValue.array(requests.map(\.json))
    guard let name = request.task else {
      guard case .object(var object) = result.json else { return .failure("the result cannot be read") }
      object["requests"] = sent
      return .result(JSONValue.object(object).serialized())
    }
    if let error = result.error { return .failure("\(name) did not run to its end: \(error)") }
    guard let task = result.tasks.first(where: { $0.name == name }), case .object(var object) = task.json else {
      return .failure("\(name) has no result")
    }
    object["name"] = .string(name)
    object["violations"] = .array(result.violations.filter { $0.taskName == name }.map(\.json))
    object["requests"] = sent
    return .result(JSONValue.object(object).serialized())
  }
}

extension SentRequest {
  /// As tests see it: method, url, headers by lower-case names, body and, where that is JSON, what it stands for.
  var json: JSONValue {
    var headers = JSONObject()
    for header in request.headers {
      let name = header.name.lowercased()
      let before = headers[name]?.stringValue
      headers[name] = .string(before.map { "\($0), \(header.value)" } ?? header.value)
    }
    var object: JSONObject = [
      "method": .string(request.method), "url": .string(request.url), "headers": .object(headers),
      "task": requester.map { .string($0) } ?? .null,
    ]
    if let body = request.body {
      object["body"] = .string(String(decoding: body, as: UTF8.self))
      if let value = try? JSONValue(parsing: body) { object["json"] = value }
    }
    return .object(object)
  }
}
