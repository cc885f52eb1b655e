import LuaSyntax

/// A Lua file of an integration, read.
final class LuaFile {
  enum Role: Hashable {
    case entry, collector, insight, module, test
  }

  /// Relative to the integration's folder.
  let path: String
  let text: SourceText
  let role: Role
  /// nil where it is no Lua.
  let chunk: Chunk?
  let error: SyntaxError?
  private(set) lazy var functions = FunctionMap(self)
  private(set) lazy var literals = LiteralMap(self)
  private(set) lazy var globalWrites = GlobalWrite.find(in: self)
  /// All expressions, in the order of the text.
  private(set) lazy var expressions: [Expression] = {
    var expressions: [Expression] = []
    chunk?.forEachExpression { expression, _ in expressions.append(expression) }
    return expressions
  }()
  /// Calls and indices that start with a name, and that name.
  private(set) lazy var chains: [(name: NameUse, suffixes: [Suffix], span: SourceSpan)] = expressions.compactMap {
    guard case .suffixed(let prefix, let suffixes) = $0.kind, case .name(let use) = prefix.kind else { return nil }
    return (use, suffixes, $0.span)
  }

  init(path: String, text: SourceText) {
    self.path = path
    self.text = text
    role =
      switch path.split(separator: "/").first {
      case "entry.lua": .entry
      case "collectors": .collector
      case "insights": .insight
      case "tests": .test
      default: .module
      }
    do throws(SyntaxError) {
      chunk = try Chunk(parsing: text.bytes)
      error = nil
    } catch {
      chunk = nil
      self.error = error
    }
  }
}

/// The functions of a file by the local variable that holds them.
struct FunctionMap {
  private var bodies: [ObjectIdentifier: FunctionBody] = [:]

  init(_ file: LuaFile) {
    guard let chunk = file.chunk else { return }
    var collector = Collector()
    chunk.visit(&collector)
    bodies = collector.bodies
  }

  private struct Collector: SyntaxVisitor {
    var bodies: [ObjectIdentifier: FunctionBody] = [:]

    mutating func visit(_ statement: Statement, in context: VisitContext) {
      switch statement.kind {
      case .localFunction(let variable, let body): bodies[ObjectIdentifier(variable)] = body
      case .local(let variables, let values):
        for (variable, value) in zip(variables, values) where variable.writes == 0 {
          if case .function(let body) = value.kind { bodies[ObjectIdentifier(variable)] = body }
        }
      default: break
      }
    }
  }

  /// The function that an expression is, where that is plain to see.
  func function(of expression: Expression) -> FunctionBody? {
    switch expression.kind {
    case .function(let body): body
    case .name(let use): use.variable.flatMap { bodies[ObjectIdentifier($0)] }
    case .parenthesized(let inner): function(of: inner)
    default: nil
    }
  }

  /// A function with all local ones of the file that it mentions, and that those mention.
  func reachable(from bodies: [FunctionBody]) -> [FunctionBody] {
    var found: [FunctionBody] = []
    var seen: Set<ObjectIdentifier> = []
    var waiting = bodies
    while let body = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(body)).inserted else { continue }
      found.append(body)
      var mentions = Mentions()
      body.visit(&mentions)
      waiting += mentions.variables.compactMap { self.bodies[ObjectIdentifier($0)] }
    }
    return found
  }

  private struct Mentions: SyntaxVisitor {
    var variables: [LocalVariable] = []

    mutating func visit(_ expression: Expression, in context: VisitContext) {
      if case .name(let use) = expression.kind, let variable = use.variable { variables.append(variable) }
    }
  }
}
