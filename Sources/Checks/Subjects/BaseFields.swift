import LuaSyntax

/// What stage one may return, as its `return` statements have it.
struct BaseFields {
  /// By key; of a key with several values, what the first is.
  private(set) var values: [String: IntegrationOutline.BaseValue] = [:]

  /// nil where it cannot be known.
  init?(_ integration: IntegrationSubject) {
    guard let runner = integration.runner else { return nil }
    guard runner.field("stage_one") != nil else { return }
    guard let body = runner.function("stage_one") else { return nil }
    var returns = Returns()
    body.visit(&returns)
    for list in returns.values {
      guard let value = list.first else { continue }
      guard let fields = Self.fields(of: value, in: runner.file) else { return nil }
      values.merge(fields) { first, _ in first }
    }
  }

  private static func fields(of expression: Expression, in file: LuaFile) -> [String: IntegrationOutline.BaseValue]? {
    switch expression.kind {
    case .nil: return [:]
    case .parenthesized(let inner): return fields(of: inner, in: file)
    case .table(let fields):
      var values: [String: IntegrationOutline.BaseValue] = [:]
      for field in fields {
        switch field.key {
        case .name(let name): values[name] = value(of: field.value, in: file)
        case .expression(let key):
          guard case .string(let bytes) = key.kind else { return nil }
          values[String(decoding: bytes, as: UTF8.self)] = value(of: field.value, in: file)
        case .positional: return nil
        }
      }
      return values
    default: return nil
    }
  }

  private static func value(of expression: Expression, in file: LuaFile) -> IntegrationOutline.BaseValue {
    switch expression.kind {
    case .string: return .string
    case .number: return .number
    case .boolean: return .boolean
    case .table: return .table
    case .parenthesized(let inner): return value(of: inner, in: file)
    case .suffixed(let prefix, let suffixes):
      if let client = client(prefix, suffixes) { return .client(client) }
      guard case .name(let use) = prefix.kind, suffixes.count == 3, use.name == "ctx",
        case .field("config") = suffixes[0].kind, case .field("get") = suffixes[1].kind,
        case .call(let arguments) = suffixes[2].kind, arguments.count == 1,
        let name = file.literals.values(of: arguments[0])?.first
      else { return .unknown }
      return .config(name.value)
    default: return .unknown
    }
  }

  /// `http.client { … }` and `aws.client { … }`: the module.
  private static func client(_ prefix: Expression, _ suffixes: [Suffix]) -> String? {
    guard case .name(let use) = prefix.kind, use.name == "http" || use.name == "aws", suffixes.count == 2,
      case .field("client") = suffixes[0].kind, case .call = suffixes[1].kind
    else { return nil }
    return use.name
  }

  private struct Returns: SyntaxVisitor {
    var values: [[Expression]] = []

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      guard context.functions.count == 1, case .return(let values) = statement.kind else { return }
      self.values.append(values)
    }
  }
}
