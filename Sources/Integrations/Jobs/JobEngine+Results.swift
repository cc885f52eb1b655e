import JSONSchema
import Lua

extension JobEngine {
  private static let longestMessage = 65_536
  private static let keys = TaskResult.returned.map(\.name)

  /// Reads what a task returned into its result.
  func read(resultOf strand: Strand, task: Int) throws(LuaError) {
    let fields = try returnedFields(of: strand)
    let isInsight = tasks[task].kind == .insight
    var hasResources = false
    var warnings = 0
    for field in fields {
      let value = field.value
      let key = try name(of: field)
      if key == "resources" { hasResources = true }
      switch key {
      case "data" where value.typeName != "table": throw wrong("data", "a table", value)
      case "data": continue
      case "message":
        guard let text = value.stringValue else { throw wrong("message", "a string", value) }
        guard text.utf8.count <= Self.longestMessage else {
          throw fault(
            "the key 'message' of the returned table is longer than \(Self.longestMessage) bytes; return it in 'data'")
        }
        try keep(text.utf8.count)
        results[task].message = mask.apply(to: text)
      case "violation", "resources":
        guard isInsight else {
          throw fault("a collector returned '\(key)'; only insights judge: move the task to insights/")
        }
        if key == "violation" {
          guard let flag = value.booleanValue else { throw wrong("violation", "true or false", value) }
          results[task].isViolation = flag
        }
      default:
        warnings += 1
        if warnings <= 10 { warn(about: key, task: task) }
      }
    }
    if warnings > 10 { _ = log("warning: \(warnings - 10) more keys are not kept", owner: .task(task)) }
    guard let data = try json("data", of: strand) else {
      throw fault("run returned a table without 'data'; return { data = { … } }")
    }
    results[task].data = data
    if hasResources { try readResources(of: strand, task: task) }
  }

  /// A field of what a task returned, as JSON that the job keeps.
  private func json(_ key: String, of strand: Strand) throws(LuaError) -> [UInt8]? {
    let bytes = try state.json(key, ofResultOf: strand.coroutine, limit: options.limits.bytes(.result))
    if let bytes { try keep(bytes.count) }
    return bytes
  }

  private func returnedFields(of strand: Strand) throws(LuaError) -> [LuaResult.Field] {
    switch try state.fields(ofResultOf: strand.coroutine, anchoring: false) {
    case .table(let fields): return fields
    case .other(.nil): throw fault("run returned nil; it must return { data = { … } }")
    case .other(let value): throw fault("run must return a table such as { data = { … } }, found \(value.described)")
    }
  }

  private func name(of field: LuaResult.Field) throws(LuaError) -> String {
    if let key = field.key.stringValue { return key }
    throw fault("run must return a table with names as keys, found the key \(field.key.described)")
  }

  private func readResources(of strand: Strand, task: Int) throws(LuaError) {
    guard let bytes = try json("resources", of: strand) else { return }
    let value: JSONValue
    do throws(JSONParseError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw fault("resources cannot be read: \(error)")
    }
    // An empty Lua table is an object in JSON.
    if case .object(let object) = value, object.isEmpty { return }
    guard case .array(let items) = value else {
      throw fault("the key 'resources' of the returned table must be a list of tables, found a table with names")
    }
    var ids: Set<String> = []
    for (index, item) in items.enumerated() {
      do throws(DeclarationError) {
        let finding = try ResourceFinding(item, index: index)
        guard ids.insert(finding.id).inserted else {
          throw DeclarationError(
            message: "resources[\(index + 1)].id is \"\(finding.id)\", as of one before; an id must be unique")
        }
        results[task].resources.append(finding)
      } catch {
        throw fault(error.message)
      }
    }
    if results[task].resources.contains(where: \.isViolation) { results[task].isViolation = true }
  }

  private func fault(_ text: String) -> LuaError { LuaError(code: .error, message: text) }

  private func wrong(_ key: String, _ expected: String, _ found: LuaValue) -> LuaError {
    fault("the key '\(key)' of the returned table must be \(expected), found \(found.described)")
  }

  private func warn(about key: String, task: Int) {
    let hint = Suggestion.nearest(to: key, in: Self.keys).map { "; did you mean '\($0)'?" } ?? ""
    _ = log("warning: the key '\(key)' of the returned table is not kept\(hint)", owner: .task(task))
  }

  // MARK: Violations

  func recordViolations(of task: Int) {
    let result = results[task]
    guard result.isViolation else { return }
    let found = result.resources.filter(\.isViolation)
    violations[task] =
      found.isEmpty ? [violation(of: result, resource: nil)] : found.map { violation(of: result, resource: $0) }
  }

  private func violation(of result: TaskResult, resource: ResourceFinding?) -> Violation {
    let now = clock.now()
    let data = resource.map { $0.data ?? .object([:]) } ?? result.dataValue
    let message = resource?.message ?? result.message
    return Violation(
      id: Identifier.make(), jobID: options.jobID, integrationName: integration.name, taskName: result.name,
      title: result.title, severity: resource?.severity ?? result.severity, controls: result.controls,
      output: mask.apply(to: .object(["data": data, "message": message.map { .string($0) } ?? .null])),
      description: mask.apply(to: message ?? result.title), violationType: mask.apply(to: resource?.type ?? "insight"),
      environment: options.environment, resourceID: resource.map { mask.apply(to: $0.id) },
      resourceName: resource?.name.map { mask.apply(to: $0) },
      remediation: result.remediation, references: result.references,
      fingerprint: Fingerprint.of(
        integration: integration.name, deployment: options.deploymentID, task: result.name, resource: resource?.id),
      firstSeen: now, lastSeen: now, timestamp: now)
  }

  // MARK: What scripts see of results

  func output(_ part: ResultPart, of task: Int) -> LuaOutput {
    let result = results[task]
    switch part {
    case .data: return .json(result.data ?? Array("{}".utf8))
    case .message: return result.message.map { .text($0) } ?? .nil
    case .success: return .boolean(result.status == .done && result.success)
    case .whole: return .json(result.json.serialized())
    }
  }
}
