import Annotations
import Integrations
import LuaSyntax
import Testing

/// What editors are told is what a state has, and the other way round.
struct SharedTypesTests {
  private static func file(_ name: String) throws -> MetaText {
    MetaText(text: try #require(try SharedTypes.files().first { $0.name == "\(name).lua" }?.text))
  }

  /// Libraries that are Lua's own: editors bring annotations of them.
  private static let luasOwn: Set = ["coroutine", "math", "string", "table", "utf8"]

  @Test func everyGlobalIsAnnotatedAndNothingElse() throws {
    var annotated: Set<String> = []
    for file in try SharedTypes.files() {
      let meta = MetaText(text: file.text)
      for line in file.text.split(separator: "\n") where !line.hasPrefix("-") && !line.hasPrefix("local ") {
        if let equals = line.firstRange(of: " = ") { annotated.insert(String(line[..<equals.lowerBound])) }
      }
      for name in meta.functions.map(\.name) where !name.contains(":") && !name.contains(".") { annotated.insert(name) }
      for library in ["io", "os", "debug", "json"] where file.name == (library == "json" ? "json.lua" : "lua.lua") {
        let type = library == "json" ? "json" : "\(library)lib"
        annotated.formUnion(meta.fields(of: type).map { "\(library).\($0)" })
        annotated.formUnion(meta.functions.map(\.name).filter { $0.hasPrefix("\(library).") })
      }
    }
    let testing = try Self.file("testing")
    annotated.formUnion(testing.fields(of: "test.Describe").map { "describe.\($0)" })
    annotated.formUnion(testing.fields(of: "test.It").map { "it.\($0)" })
    // Editors know Lua's own libraries; of the lazy ones, members are listed by the module.
    let seen = Set(try ScriptGlobals.names(forTests: true)).filter { name in
      !Self.luasOwn.contains(String(name.prefix { $0 != "." }))
    }
    #expect(seen.subtracting(annotated).sorted() == [])
    #expect(annotated.subtracting(seen).sorted() == [])
  }

  @Test func luasOwnLibrariesAreWhole() throws {
    let names = try ScriptGlobals.names()
    let missing = Self.manual.filter { !names.contains($0) }
    #expect(missing == [], "editors complete what scripts do not have")
    let more = names.filter { name in
      Self.luasOwn.contains(String(name.prefix { $0 != "." })) && name.contains(".") && !Self.manual.contains(name)
        && !Self.deprecated.contains(name)
    }
    #expect(more == [], "scripts have what editors do not know")
  }

  /// Functions of Lua 5.2 that Debian's build has still, and other builds of 5.4 have not.
  private static let deprecated = Set(
    ["atan2", "cosh", "frexp", "ldexp", "log10", "pow", "sinh", "tanh"].map { "math.\($0)" })

  /// Lua 5.4's manual, §6.2 and §6.4 to §6.7, but for string.dump.
  private static let manual: [String] =
    ["close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield"].map { "coroutine.\($0)" }
    + [
      "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep", "reverse",
      "sub", "unpack", "upper",
    ].map { "string.\($0)" }
    + ["char", "charpattern", "codepoint", "codes", "len", "offset"].map { "utf8.\($0)" }
    + ["concat", "insert", "move", "pack", "remove", "sort", "unpack"].map { "table.\($0)" }
    + [
      "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger",
      "min", "mininteger", "modf", "pi", "rad", "random", "randomseed", "sin", "sqrt", "tan", "tointeger", "type",
      "ult",
    ].map { "math.\($0)" }

  @Test func testFilesFindWhatIsAnnotated() throws {
    let meta = try Self.file("testing")
    let names = try ScriptGlobals.testNames()
    let tables = meta.text.split(separator: "\n").filter { $0.hasSuffix(" = {}") }.map { String($0.dropLast(5)) }
    #expect(Set(meta.functions.map(\.name) + tables) == Set(names.globals))
    #expect(Set(meta.fields(of: "test.Expectation")) == Set(names.matchers + ["never", "not_"]))
  }

  @Test func everyMemberOfEveryModuleIsAnnotated() throws {
    var count = 0
    for (module, members) in try ScriptGlobals.moduleMembers() {
      let meta = try Self.file(module)
      let functions = Set(meta.functions.map(\.name).filter { $0.hasPrefix("\(module).") })
      #expect(functions == Set(members.keys.filter { members[$0] == "function" }.map { "\(module).\($0)" }))
      let fields = Set(meta.fields(of: module))
      #expect(fields == Set(members.keys.filter { members[$0] != "function" }))
      count += functions.count
    }
    #expect(count > 150)
  }

  @Test func everyFunctionTellsOfItsParameters() throws {
    var functions = 0
    var lacking: [String] = []
    for file in try SharedTypes.files() {
      for function in MetaText(text: file.text).functions {
        functions += 1
        let told = Set(
          function.doc.filter { $0.hasPrefix("---@param ") }.map { line in
            String(line.dropFirst(10).prefix { $0 != " " && $0 != "?" })
          })
        if function.doc.isEmpty || told != Set(function.parameters) { lacking.append("\(file.name): \(function.name)") }
      }
    }
    let library = try SharedTypes.undocumentedFunctions()
    let natives = try NativeCatalogue.signatures()
    let share = 100 * (functions - lacking.count) / functions
    print("annotated: \(share) % of \(functions) functions, \(natives.count) natives, \(library.count) in the library")
    #expect(lacking == [])
    #expect(library.lacking == [])
  }

  @Test func everyNativeOfAStateHasASignature() throws {
    let known = Set(try NativeCatalogue.signatures().map(\.name))
    let present = Set(try NativeCatalogue.namesInState())
    #expect(present.subtracting(known).sorted() == [])
    #expect(known.subtracting(present).sorted() == [])
    for native in try NativeCatalogue.signatures() {
      #expect(native.signature.summary.hasSuffix("."), "\(native.name)")
      for line in native.signature.parameters {
        #expect(line.split(separator: " ").count >= 2, "\(native.name): \(line) has a name and a type")
      }
    }
  }

  @Test func contextHasWhatScriptsFind() throws {
    let meta = try Self.file("luahost")
    let functions = meta.functions.map(\.name).filter { $0.hasPrefix("ctx.") }.map { String($0.dropFirst(4)) }
    #expect(Set(functions + meta.fields(of: "luahost.ctx")) == Set(ContextMembers.names))
    let natives = try NativeCatalogue.signatures().map(\.name).filter { $0.hasPrefix("ctx.") }
    #expect(Set(natives.map { String($0.dropFirst(4)) }) == Set(ContextMembers.functions))
  }

  @Test func waitingFunctionsAreMarked() throws {
    let waiting: Set = ["sleep", "ctx.get_data", "ctx.get_result", "ctx.get_message", "ctx.succeeded"]
    let marked = try Self.file("luahost").functions.filter { $0.doc.contains("---@async") }.map(\.name)
    #expect(Set(marked) == waiting)
    let http = try Self.file("http").functions.filter { $0.doc.contains("---@async") }.map(\.name)
    #expect(http.contains("http.get") && http.contains("Client:post") && !http.contains("http.client"))
  }

  @Test func everyMentionedTypeIsDeclaredOnce() throws {
    var declared: [String: Int] = [:]
    var mentioned: Set<String> = []
    for file in try SharedTypes.files() {
      let meta = MetaText(text: file.text)
      for type in meta.types { declared[type, default: 0] += 1 }
      mentioned.formUnion(meta.mentionedTypes)
    }
    #expect(mentioned.filter { declared[$0] == nil }.sorted() == [])
    #expect(declared.filter { $0.value > 1 }.keys.sorted() == [])
    #expect(mentioned.count > 40)
  }

  @Test func noFieldIsTakenForAVisibility() throws {
    for file in try SharedTypes.files() {
      for line in file.text.split(separator: "\n") {
        let words = line.split(separator: " ")
        guard words.count > 1, words[0] == "---@field" else { continue }
        #expect(!["public", "private", "protected", "package"].contains(words[1].prefix { $0 != "?" }), "\(line)")
      }
    }
  }

  @Test func everyFileIsLua() throws {
    for file in try SharedTypes.files() {
      #expect(throws: Never.self) { try Chunk(parsing: Array(file.text.utf8)) }
      #expect(file.text.hasPrefix("---@meta"))
    }
  }
}
