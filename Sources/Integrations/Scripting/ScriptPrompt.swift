import Lua

/// A place where an author types Lua that runs beside an integration's own code, with its `ctx`, its modules and HTTP.
///
/// ```swift
/// let integration = try IntegrationLoader.load("hello_world", in: repository)
/// try integration.addPrompt(ScriptPrompt(read: { _ in "1 + 1" }, show: { print($0) }, fail: { print($0.text) }))
/// ```
package struct ScriptPrompt: Sendable {
  /// The task that reads and runs what is typed; no task of a script can have this name.
  package static let taskName = "(prompt)"

  /// Gives the next line; nil ends. Its argument is whether the line goes on with what came before.
  package var read: @Sendable (_ goesOn: Bool) async -> String?
  /// Takes the text of a value.
  package var show: @Sendable (String) -> Void
  /// Takes what a chunk failed with.
  package var fail: @Sendable (ScriptFault) -> Void

  package init(
    read: @escaping @Sendable (_ goesOn: Bool) async -> String?, show: @escaping @Sendable (String) -> Void,
    fail: @escaping @Sendable (ScriptFault) -> Void
  ) {
    self.read = read
    self.show = show
    self.fail = fail
  }
}

extension LoadedIntegration {
  /// Adds a task that is a prompt; it runs last, and until its reader ends.
  /// - Throws: an ``IntegrationError`` where memory is out.
  package func addPrompt(_ prompt: ScriptPrompt) throws(IntegrationError) {
    do throws(LuaError) {
      try add(prompt)
    } catch {
      throw IntegrationError(code: .badData, message: "The prompt cannot be made: \(error.message)")
    }
  }

  private func add(_ prompt: ScriptPrompt) throws(LuaError) {
    try host.definePromptNatives(prompt, folder: folder)
    guard let source = StandardLibrary.source(of: "_repl") else { return }
    let chunk = try host.state.load(source, name: "=stdlib/_repl.lua", trusted: true)
    defer { host.state.release(chunk) }
    add(
      TaskDeclaration(
        name: ScriptPrompt.taskName, title: "Prompt", kind: .insight, severity: .low, order: Int.max, isEnabled: true,
        dependsOn: [], references: [], run: try host.state.runTrusted(chunk),
        location: SourceLocation(file: "entry.lua")))
  }
}

extension ScriptHost {
  fileprivate func definePromptNatives(_ prompt: ScriptPrompt, folder: String) throws(LuaError) {
    try define(
      "prompt.read", .init("Reads a line.", ["goes_on boolean"], returns: ["string? line"], waits: true)
    ) { engine, _, call in
      let goesOn = call[0].booleanValue ?? false
      engine.pendingWait = .operation(
        ScriptOperation("a line of the author") {
          [await prompt.read(goesOn).map { .text($0) } ?? .nil]
        })
      return .park
    }
    try define("prompt.show", .init("Shows a value.", ["text string"])) { engine, _, call in
      prompt.show(engine.mask.apply(to: call.text(0) ?? ""))
      return .none
    }
    try define("prompt.failed", .init("Shows an error.", ["message string", "source string"])) { engine, _, call in
      var fault = engine.promptFault(call.text(0) ?? "", in: call.tag)
      fault.quote(call.text(1) ?? "")
      prompt.fail(fault)
      return .none
    }
    try register("prompt.modules", .init("The modules of the standard library.", returns: ["string names"])) { _ in
      .value(.text(StandardLibrary.names.filter { !$0.hasPrefix("_") && $0 != "prelude" }.joined(separator: " ")))
    }
  }
}

extension JobEngine {
  /// An error of a chunk: with frames and variables where it is the one that the prompt's strand was given last.
  fileprivate func promptFault(_ message: String, in tag: Int) -> ScriptFault {
    guard let carried = strands[tag]?.carried, carried.message == message else {
      return mask.apply(to: ScriptFault(LuaError(code: .error, message: message)))
    }
    strands[tag]?.carried = nil
    return mask.apply(to: withSourceLine(ScriptFault(carried)))
  }
}

extension ScriptFault {
  /// What was typed has no file: its lines are shown from here.
  fileprivate mutating func quote(_ source: String) {
    let prefix = "prompt:"
    if message.hasPrefix(prefix), let end = message.firstRange(of: ": ") {
      let number = Int(message[prefix.endIndex..<end.lowerBound])
      message = String(message[end.upperBound...])
      location = SourceLocation(file: "prompt", line: number)
    }
    guard location?.file == "prompt", let number = location?.line else { return }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.indices.contains(number - 1) { sourceLine = String(lines[number - 1]) }
  }
}
