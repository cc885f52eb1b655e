import Integrations
import LuaSyntax

/// A Lua source of the standard library, read for what it documents.
struct LibrarySource {
  struct Function {
    var doc: DocBlock?
    /// As written, without `self`.
    var parameters: [String]
    var isMethod: Bool
  }

  /// A class with a local table that its methods are defined on.
  struct Class {
    var name: String
    var doc: DocBlock
    /// By name, in the order of the source.
    var methods: [(name: String, function: Function)] = []
  }

  /// What `function M.name(…)` defines.
  private(set) var functions: [String: Function] = [:]
  private(set) var classes: [Class] = []
  /// Classes and aliases without a table, in the order of the source.
  private(set) var types: [DocBlock] = []
  /// The documentation of the module itself.
  private(set) var doc: DocBlock?
  /// The parts that it uses: `_http_pages`.
  private(set) var parts: [String] = []

  init(_ name: String) throws(IntegrationError) {
    guard let bytes = StandardLibrary.source(of: name) else {
      throw IntegrationError(code: .badData, message: "The standard library has no source '\(name)'.")
    }
    do throws(SyntaxError) {
      read(try Chunk(parsing: bytes), DocBlock.find(in: String(decoding: bytes, as: UTF8.self)))
    } catch {
      throw IntegrationError(code: .badData, message: "stdlib/\(name).lua cannot be read: \(error)")
    }
  }

  private mutating func read(_ chunk: Chunk, _ blocks: [Int: DocBlock]) {
    var bound: Set<Int> = []
    for statement in chunk.block.statements {
      let line = statement.span.start.line
      switch statement.kind {
      case .local(let variables, let values):
        if let block = blocks[line], let name = block.className, variables.count == 1 {
          bound.insert(line)
          bind(variables[0].name, Class(name: name, doc: block))
        }
        parts += values.compactMap(Self.part)
      case .function(let target, let body):
        bound.insert(line)
        add(target, body, blocks[line])
      case .localFunction, .assignment: bound.insert(line)
      default: break
      }
    }
    types = blocks.filter { !bound.contains($0.key) && !$0.value.declaredTypes.isEmpty }.sorted { $0.key < $1.key }
      .map(\.value)
  }

  private var holders: [String: Int] = [:]

  private mutating func bind(_ variable: String, _ type: Class) {
    if variable == "M" {
      doc = type.doc
    } else {
      holders[variable] = classes.count
      classes.append(type)
    }
  }

  private mutating func add(_ target: Expression, _ body: FunctionBody, _ doc: DocBlock?) {
    guard case .suffixed(let prefix, let suffixes) = target.kind, case .name(let use) = prefix.kind,
      suffixes.count == 1, case .field(let name) = suffixes[0].kind
    else { return }
    let isMethod = body.parameters.first?.kind == .implicitSelf
    let named = body.parameters.filter { $0.kind != .implicitSelf }.map(\.name)
    let function = Function(doc: doc, parameters: named + (body.isVariadic ? ["..."] : []), isMethod: isMethod)
    if use.name == "M" {
      functions[name] = function
    } else if let holder = holders[use.name], !name.hasPrefix("__") {
      classes[holder].methods.append((name, function))
    }
  }

  /// `host.standard("_part")`.
  private static func part(_ expression: Expression) -> String? {
    guard case .suffixed(let prefix, let suffixes) = expression.kind, case .name(let use) = prefix.kind,
      use.name == "host", suffixes.count == 2, case .field("standard") = suffixes[0].kind,
      case .call(let arguments) = suffixes[1].kind, case .string(let bytes)? = arguments.first?.kind
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
