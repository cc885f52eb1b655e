import JSONSchema
import Lua

extension ScriptHost {
  /// The natives behind `ctx` and `ctx.config`.
  func defineContextNatives() throws(LuaError) {
    try defineContext(
      "base",
      .init(
        "A value that stage one returned.", ["key string", "default? any what it gives where there is no such value"],
        returns: ["any value"])
    ) { engine, _, call in
      guard let key = call.argument(0).stringValue else {
        return .failure(
          "ctx.base takes the name of a value that stage one returned, found \(call.argument(0).described)")
      }
      return .value(engine.base[key] ?? .nil)
    }
    try defineContext(
      "get_data",
      .init(
        "What a task returned as data; an empty table when it failed, was skipped or has not run. Waits for a task of the same order.",
        ["task_name? string the running task where it is left out"], returns: ["table data"], waits: true)
    ) { engine, owner, call in engine.ask("get_data", .data, owner, call.argument(0)) }
    try defineContext(
      "get_result",
      .init(
        "The whole result of a task. Waits for a task of the same order.",
        ["task_name? string the running task where it is left out"], returns: ["luahost.Result? result"], waits: true)
    ) { engine, owner, call in engine.ask("get_result", .whole, owner, call.argument(0)) }
    try defineContext(
      "get_message",
      .init(
        "The message of a task. Waits for a task of the same order.",
        ["task_name? string the running task where it is left out"], returns: ["string? message"], waits: true)
    ) { engine, owner, call in
      engine.ask("get_message", .message, owner, call.argument(0))
    }
    try defineContext(
      "succeeded",
      .init(
        "Whether a task is done and did not fail. Waits for a task of the same order.",
        ["task_name? string the running task where it is left out"], returns: ["boolean"], waits: true)
    ) { engine, owner, call in engine.ask("succeeded", .success, owner, call.argument(0)) }
    try defineContext(
      "get_status",
      .init(
        "Where a task stands.", ["task_name? string the running task where it is left out"],
        returns: ["luahost.Status? status"])
    ) { engine, owner, call in
      engine.look("get_status", owner, call.argument(0)) { .text($0.status.rawValue) }
    }
    try defineContext(
      "has_result",
      .init(
        "Whether a task ended, whatever the outcome.", ["task_name? string the running task where it is left out"],
        returns: ["boolean"])
    ) { engine, owner, call in
      engine.look("has_result", owner, call.argument(0)) { .boolean($0.status == .done || $0.status == .skipped) }
    }
    try defineContext(
      "get_logs",
      .init(
        "The log of a task, a line each, stamped in UTC.", ["task_name? string the running task where it is left out"],
        returns: ["string[] lines"])
    ) { engine, owner, call in
      engine.look("get_logs", owner, call.argument(0)) { .json(JSONValue.texts($0.logs.map(\.stamped)).serialized()) }
    }
    try defineContext(
      "get_errors",
      .init(
        "The errors of a task.", ["task_name? string the running task where it is left out"],
        returns: ["string[] errors"])
    ) { engine, owner, call in
      engine.look("get_errors", owner, call.argument(0)) { .json(JSONValue.texts($0.errors).serialized()) }
    }
    try defineContext(
      "get_controls",
      .init(
        "The items of compliance frameworks that a task gives evidence for.",
        ["task_name? string the running task where it is left out"], returns: ["luahost.Control[] controls"])
    ) { engine, owner, call in
      engine.look("get_controls", owner, call.argument(0)) {
        .json(JSONValue.array($0.controls.map(\.json)).serialized())
      }
    }
    try defineContext(
      "add_error", .init("Reports an error that does not fail the task.", ["text string|number|boolean"])
    ) { engine, owner, call in
      guard let text = call.argument(0).asText else { return .failure(call.textNeeded("ctx.add_error")) }
      return engine.addError(text, owner: owner).map { .failure($0) } ?? .none
    }
    try register("ctx.add_log", .init("Writes a line to the log of the task.", ["text string|number|boolean"])) {
      [unowned self] call in
      guard let text = call.argument(0).asText else { return .failure(call.textNeeded("ctx.add_log")) }
      if let engine, let owner = engine.strands[call.tag]?.owner {
        return engine.log(text, owner: owner).map { .failure($0) } ?? .none
      }
      return loading?.print(text).map { .failure($0) } ?? .none
    }
    try defineConfigNatives()
  }

  private func defineConfigNatives() throws(LuaError) {
    try define(
      "config.get",
      .init(
        "A value of the config that the user gave.",
        ["key string", "default? any what it gives where there is no such value"], returns: ["any value"])
    ) { engine, _, call in
      guard let key = call.argument(0).stringValue else {
        return .failure("ctx.config.get takes the name of a value, found \(call.argument(0).described)")
      }
      guard let value = engine.options.config.objectValue?[key] else {
        return .none
      }
      return .value(.json(value.serialized()))
    }
    try define("config.all", .init("The whole config.", returns: ["table config"])) { engine, _, _ in
      .value(.json(engine.configBytes))
    }
    try define("ctx_field", .init("A field of ctx that is no function.", ["name string"], returns: ["any value"])) {
      engine, owner, call in
      let name = call.argument(0).stringValue ?? call.argument(0).typeName
      switch name {
      case "job_id": return .value(.text(engine.options.jobID))
      case "deployment_id": return .value(.text(engine.options.deploymentID))
      case "integration_name": return .value(.text(engine.integration.name))
      case "task": return .value(engine.describe(owner))
      default:
        let hint = Suggestion.nearest(to: name, in: ContextMembers.names).map { "did you mean ctx.\($0)?" }
        return .failure(
          "ctx has no member '\(name)'; \(hint ?? "it has \(ContextMembers.names.joined(separator: ", "))")")
      }
    }
  }

  private func defineContext(
    _ name: String, _ signature: @autoclosure () -> NativeSignature,
    _ body: @escaping (JobEngine, Strand.Owner, LuaCall) -> LuaAnswer
  ) throws(LuaError) {
    try define("ctx.\(name)", signature(), body)
  }

  /// A native for running tasks and stage one: elsewhere it raises.
  func define(
    _ name: String, _ signature: @autoclosure () -> NativeSignature, anchorsFunctions: Bool = false,
    _ body: @escaping (JobEngine, Strand.Owner, LuaCall) -> LuaAnswer
  ) throws(LuaError) {
    try register(name, signature(), anchorsFunctions: anchorsFunctions) { [unowned self] call in
      guard let engine, let owner = engine.strands[call.tag]?.owner else {
        let place = isForTests ? "it(…)" : "stage_one or a task's run"
        return .failure(
          "\(name == "http.request" ? "http" : name) cannot be used while files are loaded; use it inside \(place)")
      }
      return body(engine, owner, call)
    }
  }
}

/// What `ctx` has, for suggestions and editors.
package enum ContextMembers {
  package static let functions = [
    "base", "get_data", "get_result", "get_message", "get_status", "succeeded", "has_result", "add_log", "get_logs",
    "add_error", "get_errors", "get_controls",
  ]

  /// What is no function.
  package static let fields = [
    DeclaredField("config", "luahost.config", "what the user filled in; it cannot be changed", required: true),
    DeclaredField("job_id", "string", "the job that runs", required: true),
    DeclaredField("deployment_id", "string", "the deployment that the job belongs to", required: true),
    DeclaredField("integration_name", "string", "the integration that runs", required: true),
    DeclaredField("task", "luahost.RunningTask", "the task that runs; nil in stage one"),
  ]

  /// What `ctx.task` has.
  package static let task = [
    DeclaredField("name", "string", "as declared", required: true),
    DeclaredField("title", "string", "as declared", required: true),
    DeclaredField("type", "\"collector\"|\"insight\"", "what it is", required: true),
    DeclaredField("severity", "luahost.Severity", "of its violations", required: true),
    DeclaredField("order", "integer", "when it runs", required: true),
  ]

  package static let names = functions + fields.map(\.name)
}

extension LuaCall {
  /// An argument, the object of a call such as `ctx:get_data("x")` not counted.
  func argument(_ index: Int) -> LuaValue {
    if case .other(let name) = self[0], name == "ctx" || name == "ctx.config" { return self[index + 1] }
    return self[index]
  }

  func textNeeded(_ function: String) -> String {
    "\(function) takes a text, found \(argument(0).described); for a table use json.encode"
  }
}

extension LuaValue {
  /// Strings, numbers and booleans as text; nil for anything else.
  var asText: String? {
    switch self {
    case .string: stringValue
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .boolean(let flag): String(flag)
    default: nil
    }
  }
}

extension JobEngine {
  /// The task that a `ctx` function is about: the one named, or the one that runs.
  private func find(_ function: String, _ owner: Strand.Owner, _ name: LuaValue) -> Result<Int?, Misuse> {
    switch name {
    case .nil:
      guard case .task(let task) = owner else {
        return .failure(Misuse(text: "ctx.\(function) needs the name of a task in stage_one: no task runs"))
      }
      return .success(task)
    case .string:
      let text = name.stringValue ?? ""
      if case .task(let asking) = owner, tasks[asking].name != text { reads[asking].insert(text) }
      if let task = indexByName[text] { return .success(task) }
      let all = integration.tasks.map(\.name)
      if all.contains(text) { return .success(nil) }
      let hint = Suggestion.nearest(to: text, in: all).map { "; did you mean '\($0)'?" } ?? ""
      return .failure(Misuse(text: "ctx.\(function): there is no task '\(text)'\(hint)"))
    default:
      return .failure(Misuse(text: "ctx.\(function) takes the name of a task, found \(name.described)"))
    }
  }

  private struct Misuse: Error {
    var text: String
  }

  /// Part of a result; parks while the task is of the running order and has not ended.
  func ask(_ function: String, _ part: ResultPart, _ owner: Strand.Owner, _ name: LuaValue) -> LuaAnswer {
    switch find(function, owner, name) {
    case .failure(let misuse): return .failure(misuse.text)
    case .success(nil):
      return .value(part == .data ? .json(Array("{}".utf8)) : part == .success ? .boolean(false) : .nil)
    case .success(let task?):
      let status = results[task].status
      guard case .task(let asking) = owner, asking != task, status == .queued || status == .inProgress,
        tasks[asking].order == tasks[task].order
      else { return .value(output(part, of: task)) }
      pendingWait = .result(task: task, of: part)
      return .park
    }
  }

  /// A part of a result as it is now.
  func look(
    _ function: String, _ owner: Strand.Owner, _ name: LuaValue, _ body: (TaskResult) -> LuaOutput
  ) -> LuaAnswer {
    switch find(function, owner, name) {
    case .failure(let misuse): return .failure(misuse.text)
    case .success(nil):
      let declaration = integration.tasks.first { $0.name == name.stringValue }
      return declaration.map { .value(body(TaskResult($0, controls: options.controls[$0.name]))) } ?? .none
    case .success(let task?): return .value(body(results[task]))
    }
  }

  /// What `ctx.task` shows.
  func describe(_ owner: Strand.Owner) -> LuaOutput {
    guard case .task(let index) = owner else { return .nil }
    let task = tasks[index]
    let object: JSONObject = [
      "name": .string(task.name), "title": .string(task.title), "type": .string(task.kind.rawValue),
      "severity": .string(task.severity.rawValue), "order": .number(JSONNumber(task.order)),
    ]
    return .json(JSONValue.object(object).serialized())
  }
}
