package import Checks
package import Integrations
package import JSONSchema

/// The annotations of one integration: its config, its base, and the data of its tasks, under a `ctx` of its own.
package struct IntegrationTypes {
  /// The folder for them, in that of the integration.
  package static let folder = ".luahost/types"

  private let name: String
  private let outline: IntegrationOutline
  private let schema: SchemaTypes
  private let result: JSONValue?
  /// What the host's functions do, by name.
  private let summaries: [String: String]

  /// - Parameters:
  ///   - result: the last run's, as `--format json` prints it; nil where there was none.
  ///   - summaries: what the host's functions do, by name.
  package init(
    entry: CatalogueEntry, outline: IntegrationOutline, result: JSONValue?, summaries: [String: String] = [:]
  ) {
    self.summaries = summaries
    name = entry.name
    self.outline = outline
    schema = SchemaTypes(entry.schema)
    self.result = result
  }

  /// The file: `hello_world.lua`.
  package var file: TypesFile {
    var text = TypesFile.header(
      "_", "What the integration \(name) has: its config, its base, and the data of its tasks.")
    let tasks = taskNames
    text += "\n---@alias \(name).task_name \(Self.literals(tasks))\n"
    let (config, configClasses) = configTypes
    text += configClasses.map { "\n" + $0 }.joined()
    let (data, dataClasses) = dataTypes(tasks)
    text += dataClasses.map { "\n" + $0 }.joined()
    text += "\n" + context(tasks, data: data, config: config)
    return TypesFile(name: "\(name).lua", text: text)
  }

  private var taskNames: [String] {
    var seen: Set<String> = []
    return outline.taskNames.filter { seen.insert($0).inserted }
  }

  private static func literals(_ names: [String]) -> String {
    names.isEmpty ? "string" : LuaTypeText.union(names.compactMap { LuaTypeText.literal($0) })
  }

  // MARK: Config

  private var configTypes: (fields: [ClassList.Field], classes: [String]) {
    var schema = schema
    let className = "\(name).config"
    let fields = schema.properties().map { schema.field($0, in: className) }
    var text = "--- What the user filled in; it cannot be changed.\n---@class \(className): luahost.config\n"
    // config.get is the function, whatever the schema says.
    for field in fields where field.key != "get" {
      guard let key = LuaTypeText.key(field.key, isOptional: field.isOptional) else { continue }
      text += "---@field \(key) \(field.type)" + (field.comment.isEmpty ? "" : " \(field.comment)") + "\n"
    }
    for var field in fields {
      field.comment = summaries["config.get"] ?? ""
      text += Self.getter("get", "key", field, receiver: className, hasDefault: true)
    }
    return (fields, schema.classes.texts + [text])
  }

  /// Lines `---@field`, one for a call with a dot and one for a call with a colon.
  private static func getter(
    _ function: String, _ parameter: String, _ field: ClassList.Field, receiver: String, hasDefault: Bool,
    isAsync: Bool = false
  ) -> String {
    guard let literal = LuaTypeText.literal(field.key) else { return "" }
    let start = "---@field \(function) \(isAsync ? "async " : "")fun("
    func lines(_ parameters: String, _ type: String) -> String {
      "\(start)\(parameters)): \(type) \(field.comment)\n\(start)self: \(receiver), \(parameters)): \(type)\n"
    }
    let key = "\(parameter): \(literal)"
    guard hasDefault else { return lines(key, field.type) }
    let isOpen = field.type == "any" || !field.isOptional
    if isOpen { return lines("\(key), default?: \(field.type)", field.type) }
    return lines(key, LuaTypeText.optional(field.type)) + lines("\(key), default: \(field.type)", field.type)
  }

  // MARK: Data

  /// The type of each task's data by name, and the classes for them.
  private func dataTypes(_ tasks: [String]) -> (types: [String: String], classes: [String]) {
    var shapes = ShapeTypes()
    var types: [String: String] = [:]
    for task in tasks {
      let outcome = result?["tasks"]?[task]
      guard outcome?["success"] == .bool(true), let data = outcome?["output"]?["data"] else { continue }
      var budget = 200_000
      let shape = Shape()
      shape.observe(data, budget: &budget)
      types[task] = shapes.type(of: shape, named: "\(name).data.\(task)")
    }
    return (types, shapes.classes.texts)
  }

  // MARK: ctx

  private func context(_ tasks: [String], data: [String: String], config: [ClassList.Field]) -> String {
    let className = "\(name).ctx"
    var text = "--- What stage one and the tasks of \(name) get.\n---@class \(className): luahost.ctx\n"
    text += "---@field config \(name).config\n"
    text += "---@field integration_name \"\(name)\"\n"
    for (key, value) in outline.base ?? [] {
      let (type, isOptional) = Self.type(of: value, config)
      let field = ClassList.Field(key: key, type: type, isOptional: isOptional, comment: summaries["ctx.base"] ?? "")
      text += Self.getter("base", "key", field, receiver: className, hasDefault: true)
    }
    for task in tasks {
      let field = ClassList.Field(
        key: task, type: data[task] ?? "table", isOptional: false, comment: summaries["ctx.get_data"] ?? "")
      text += Self.getter("get_data", "task_name", field, receiver: className, hasDefault: false, isAsync: true)
    }
    guard !tasks.isEmpty else { return text }
    for (function, type, isAsync) in Self.taskFunctions {
      let start = "---@field \(function) \(isAsync ? "async " : "")fun("
      let parameter = "task_name?: \(name).task_name"
      text += "\(start)\(parameter)): \(type) \(summaries["ctx.\(function)"] ?? "")\n"
      text += "\(start)self: \(className), \(parameter)): \(type)\n"
    }
    return text
  }

  private static let taskFunctions = [
    ("get_result", "luahost.Result?", true), ("get_message", "string?", true), ("succeeded", "boolean", true),
    ("get_status", "luahost.Status?", false), ("has_result", "boolean", false), ("get_logs", "string[]", false),
    ("get_errors", "string[]", false), ("get_controls", "luahost.Control[]", false),
  ]

  private static func type(
    of value: IntegrationOutline.BaseValue, _ config: [ClassList.Field]
  ) -> (type: String, isOptional: Bool) {
    switch value {
    case .string: return ("string", false)
    case .number: return ("number", false)
    case .boolean: return ("boolean", false)
    case .table: return ("table", false)
    case .config(let key):
      guard let field = config.first(where: { $0.key == key }) else { return ("any", false) }
      return (field.type, field.isOptional)
    case .client(let module): return ("\(module).Client", false)
    case .unknown: return ("any", false)
    }
  }
}
