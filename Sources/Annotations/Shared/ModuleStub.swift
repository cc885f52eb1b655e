import Integrations

/// The annotations of one module of the standard library: its declarations, without what they do.
struct ModuleStub {
  /// Modules that are globals too.
  static let globals: Set = ["http", "async"]

  let module: String
  private let members: [String: String]
  private let sources: [LibrarySource]
  private let modules: Set<String>

  /// - Parameters:
  ///   - members: what the module has in a state: names, and the types of their values.
  ///   - modules: the names of all modules.
  init(_ module: String, members: [String: String], modules: Set<String>) throws(IntegrationError) {
    self.modules = modules
    self.module = module
    self.members = members
    let own = try LibrarySource(module)
    var sources = [own]
    var seen: Set = [module]
    var waiting = own.parts
    while let part = waiting.popLast() {
      // Other modules have stubs of their own.
      guard part.hasPrefix("_"), part != "_arguments", seen.insert(part).inserted else { continue }
      let source = try LibrarySource(part)
      sources.append(source)
      waiting += source.parts
    }
    self.sources = sources
  }

  /// The functions of the module with their documentation, by name.
  func functions() throws(IntegrationError) -> [(name: String, function: LibrarySource.Function)] {
    var found: [(name: String, function: LibrarySource.Function)] = []
    for name in members.keys.sorted() where members[name] == "function" {
      guard let function = sources.lazy.compactMap({ $0.functions[name] }).first else {
        throw IntegrationError(
          code: .badData, message: "\(module).\(name) is defined in no source of the standard library.",
          hint: "Define it as function M.\(name)(…), with annotations above it.")
      }
      found.append((name, function))
    }
    return found
  }

  /// Types that the functions mention, and that those mention, in the order of the sources.
  private func types(for functions: [LibrarySource.Function]) -> (classes: [LibrarySource.Class], plain: [DocBlock]) {
    let classes = sources.flatMap(\.classes)
    let plain = sources.flatMap(\.types)
    var wanted: Set<String> = []
    var waiting = functions.compactMap(\.doc) + [sources[0].doc].compactMap { $0 }
    while let block = waiting.popLast() {
      for name in block.mentionedTypes where wanted.insert(name).inserted {
        if let type = classes.first(where: { $0.name == name }) {
          waiting.append(type.doc)
          waiting += type.methods.compactMap(\.function.doc)
        }
        waiting += plain.filter { $0.declaredTypes.contains(name) }
      }
    }
    return (
      classes.filter { wanted.contains($0.name) && isOwn($0.name) },
      plain.filter { block in block.declaredTypes.contains { wanted.contains($0) && isOwn($0) } }
    )
  }

  /// Whether a type belongs to this module: `crypto.Key` is told of by crypto alone, whoever uses it.
  private func isOwn(_ type: String) -> Bool {
    let owner = String(type.prefix { $0 != "." })
    return owner == module || !modules.contains(owner)
  }

  /// The text of the stub.
  func file() throws(IntegrationError) -> TypesFile {
    let functions = try functions()
    let types = types(for: functions.map(\.function))
    var text = TypesFile.header(module, "The module \(module) of the standard library.")
    text += "\n" + (sources[0].doc?.text ?? "---@class \(module)") + "\n"
    text += (Self.globals.contains(module) ? "" : "local ") + "\(module) = {}\n"
    for block in types.plain { text += "\n" + block.text + "\n" }
    for type in types.classes { text += "\n" + Self.text(of: type) }
    for (name, function) in functions { text += "\n" + Self.text(of: function, "\(module).\(name)") }
    return TypesFile(name: "\(module).lua", text: text + "\nreturn \(module)\n")
  }

  private static func text(of type: LibrarySource.Class) -> String {
    let variable = type.name.split(separator: ".").last.map(String.init) ?? type.name
    var text = type.doc.text + "\nlocal \(variable) = {}\n"
    for (name, function) in type.methods {
      text += "\n" + Self.text(of: function, "\(variable)\(function.isMethod ? ":" : ".")\(name)")
    }
    return text
  }

  private static func text(of function: LibrarySource.Function, _ name: String) -> String {
    (function.doc.map { $0.text + "\n" } ?? "")
      + "function \(name)(\(function.parameters.joined(separator: ", "))) end\n"
  }
}

extension ModuleStub {
  /// Functions and methods that lack documentation of a parameter, or all of it: `http.get`.
  func undocumented() throws(IntegrationError) -> (count: Int, lacking: [String]) {
    let functions = try functions()
    var all = functions.map { (name: "\(module).\($0.name)", function: $0.function) }
    for type in types(for: functions.map(\.function)).classes {
      all += type.methods.map { ("\(type.name):\($0.name)", $0.function) }
    }
    let lacking = all.filter { entry in
      guard let doc = entry.function.doc else { return true }
      return !entry.function.parameters.allSatisfy { doc.parameterNames.contains($0) }
    }
    return (all.count, lacking.map(\.name))
  }
}
