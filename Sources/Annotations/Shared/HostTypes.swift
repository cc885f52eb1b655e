import Integrations

/// The annotations of `ctx`, `task`, `runner` and what belongs to them, from the tables that register and check them.
enum HostTypes {
  static func file() throws(IntegrationError) -> TypesFile {
    var natives: [String: NativeSignature] = [:]
    for native in try NativeCatalogue.signatures() { natives[native.name] = native.signature }
    var text = TypesFile.header("_", "What scripts find in luahost: task, runner, ctx, sleep.")
    text += """

      ---@alias luahost.Severity "low"|"medium"|"high"|"critical"
      ---@alias luahost.Status "queued"|"in_progress"|"done"|"skipped"

      """
    text += type("luahost.Control", "An item of a compliance framework.", controlFields)
    text += type("luahost.Output", "What a task returned.", outputFields)
    text += type("luahost.Result", "What became of a task.", TaskResult.shown)
    text += type("luahost.RunningTask", "The task that runs.", ContextMembers.task)
    text += type("luahost.Resource", "One thing that an insight judged.", ResourceFinding.fields)
    text += type("luahost.Outcome", "What run returns.", TaskResult.returned)
    text += type("luahost.Task", "What task{} declares.", TaskDeclaration.fields)
    text += type("luahost.Runner", "What runner{} declares.", RunnerDeclaration.fields)
    text += "\n--- What the user filled in; it cannot be changed.\n---@class luahost.config\nlocal config = {}\n"
    text += function("config.get", natives["config.get"], receiver: "luahost.config")
    text += type("luahost.ctx", "What stage one and tasks get: who runs, and what others found.", ContextMembers.fields)
    text += "local ctx = {}\n"
    for name in ContextMembers.functions {
      text += function("ctx.\(name)", natives["ctx.\(name)"], receiver: "luahost.ctx")
    }
    for name in ["sleep", "task"] { text += function(name, natives[name]?.prefix(1)) }
    if var runner = natives["runner"]?.prefix(1) {
      runner.returns = ["luahost.Runner"]
      text += function("runner", runner)
    }
    return TypesFile(name: "luahost.lua", text: text)
  }

  private static let controlFields: [DeclaredType] = [
    DeclaredType("framework", "string", "such as \"CIS 1.4\""), DeclaredType("control_id", "string", "such as \"1.2\""),
  ]

  private static let outputFields: [DeclaredType] = [
    DeclaredType("data", "table", "what other tasks read"), DeclaredType("message", "string|json.Null", "for people"),
    DeclaredType("resources", "luahost.Resource[]", "the findings of an insight", isOptional: true),
  ]

  /// A class with its fields.
  static func type(_ name: String, _ summary: String, _ fields: [DeclaredField]) -> String {
    type(name, summary, fields.map { DeclaredType($0.name, $0.type, $0.summary, isOptional: !$0.isRequired) })
  }

  private static func type(_ name: String, _ summary: String, _ fields: [DeclaredType]) -> String {
    "\n--- \(summary)\n---@class \(name)\n" + fields.map(\.line).joined()
  }

  /// A function with its annotations.
  /// - Parameter receiver: the class of the object that it may also be called on, with a colon.
  private static func function(_ name: String, _ signature: NativeSignature?, receiver: String? = nil) -> String {
    guard let signature else { return "" }
    var text = "\n--- \(signature.summary)\n"
    if signature.waits { text += "---@async\n" }
    for parameter in signature.parameters { text += "---@param \(parameter)\n" }
    for value in signature.returns { text += "---@return \(value)\n" }
    if let receiver { text += "---@overload \(signature.functionType(receiver: receiver))\n" }
    let names = signature.parameterParts.map(\.name)
    return text + "function \(name)(\(names.joined(separator: ", "))) end\n"
  }
}

/// A line `---@field`.
private struct DeclaredType {
  var name: String
  var type: String
  var summary: String
  var isOptional: Bool

  init(_ name: String, _ type: String, _ summary: String, isOptional: Bool = false) {
    self.name = name
    self.type = type
    self.summary = summary
    self.isOptional = isOptional
  }

  var line: String { "---@field \(name)\(isOptional ? "?" : "") \(type) \(summary)\n" }
}

extension NativeSignature {
  /// Name, whether it may be left out, and type of each parameter.
  var parameterParts: [(name: String, isOptional: Bool, type: String)] {
    parameters.map { text in
      let words = text.split(separator: " ", maxSplits: 1)
      let name = words.first.map(String.init) ?? ""
      let isOptional = name.hasSuffix("?")
      return (isOptional ? String(name.dropLast()) : name, isOptional, Self.type(words.dropFirst().first ?? "any"))
    }
  }

  /// The type at the start of a text: brackets may hold blanks.
  private static func type(_ text: Substring) -> String {
    var depth = 0
    let type = text.prefix { character in
      if "(<{[".contains(character) { depth += 1 }
      if ")>}]".contains(character) { depth -= 1 }
      return depth > 0 || character != " "
    }
    return String(type)
  }

  /// The signature as a type, with the object of a call with a colon as its first parameter.
  func functionType(receiver: String) -> String {
    let rest = parameterParts.map { "\($0.name)\($0.isOptional ? "?" : ""): \($0.type)" }
    let results = returns.map { Self.type($0[...]) }.joined(separator: ", ")
    return "\(waits ? "async " : "")fun(\((["self: \(receiver)"] + rest).joined(separator: ", ")))"
      + (results.isEmpty ? "" : ": \(results)")
  }

  /// With its first parameters only: the prelude adds the others.
  func prefix(_ count: Int) -> NativeSignature {
    var signature = self
    signature.parameters = Array(parameters.prefix(count))
    return signature
  }
}
