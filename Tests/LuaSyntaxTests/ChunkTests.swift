import Testing

@testable import LuaSyntax

struct ChunkTests {
  @Test(arguments: [
    ("x = = 1", 1, 5), ("\n  local = 1", 2, 9), ("x = 'a\ny", 1, 5), ("if a then\n\nf(", 3, 3), ("goto a", 1, 6),
    ("x = 1\r\ny = @", 2, 5), ("--[[\n\n]] )", 3, 4), ("local x <const> = 1\nx = 2", 2, 1), ("a = [[\n", 1, 5),
    ("x = '\\q'", 1, 6), ("x = 3x", 1, 5),
  ])
  func saysWhere(_ text: String, _ line: Int, _ column: Int) {
    let error = #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(text.utf8)) }
    #expect(error?.span.start.line == line)
    #expect(error?.span.start.column == column)
  }

  @Test(arguments: [
    ("if a then\n\nx = 1", "'end' expected (to close 'if' at line 1) near the end of the file"),
    ("x = )", "unexpected symbol near ')'"), ("x 'a' = 1", "syntax error near '='"),
    ("break", "break outside a loop"), ("::a:: ::a::", "label 'a' already defined on line 1"),
  ])
  func speaksAsLua(_ text: String, _ message: String) {
    let error = #expect(throws: SyntaxError.self) { try Chunk(parsing: Array(text.utf8)) }
    #expect(error?.message == message)
  }

  @Test func givesEveryNodeItsPlace() throws {
    let text = "local t = { a = f(1), }\nt.a:b\"x\" -- end"
    let chunk = try Chunk(parsing: Array(text.utf8))
    var places: [String] = []
    chunk.forEachExpression { expression, _ in
      let start = expression.span.start
      let bytes = Array(text.utf8)[start.offset..<expression.span.end]
      places.append("\(start.line):\(start.column) \(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(
      places == [
        "1:11 { a = f(1), }", "1:17 f(1)", "1:17 f", "1:19 1", "2:1 t.a:b\"x\"", "2:1 t", "2:6 \"x\"",
      ])
  }

  @Test func resolvesNames() throws {
    let text = """
      local a = a
      local function f(b) return a, b, c, f end
      do local _ENV = {}; d = 1 end
      for a = 1, 2 do e = a end
      repeat local g until g
      """
    var bindings: [String] = []
    try Chunk(parsing: Array(text.utf8)).forEachExpression { expression, _ in
      guard case .name(let use) = expression.kind else { return }
      switch use.binding {
      case .local: bindings.append("\(use.name) local")
      case .upvalue: bindings.append("\(use.name) upvalue")
      case .global: bindings.append("\(use.name) global")
      case .field: bindings.append("\(use.name) field")
      }
    }
    #expect(
      bindings == [
        "a global", "a upvalue", "b local", "c global", "f upvalue", "d field", "e global", "a local", "g local",
      ])
  }

  @Test func countsReadsAndWrites() throws {
    let text = "local a, b, c = 1\na = 2\nb = b + 1\nfunction c() end\nc.d = 3"
    let variables = try Chunk(parsing: Array(text.utf8)).variables
    #expect(variables.map(\.reads) == [0, 1, 1])
    #expect(variables.map(\.writes) == [1, 1, 1])
  }

  @Test(arguments: [
    ("0x7fffffffffffffff", LuaNumber.integer(.max)), ("0xffffffffffffffff", .integer(-1)),
    ("0x1ffffffffffffffff", .integer(-1)), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .float(9_223_372_036_854_775_808)), ("3.", .float(3)), (".5", .float(0.5)),
    ("0x.8", .float(0.5)), ("0xAp1", .float(20)), ("1e2", .float(100)), ("1e999", .float(.infinity)),
  ])
  func readsNumerals(_ text: String, _ value: LuaNumber) throws {
    var lexer = Lexer(Array(text.utf8))
    guard case .number(let number) = try lexer.next().value else {
      Issue.record("no number")
      return
    }
    #expect(number == value)
  }

  @Test(arguments: [
    (#""\a\065\x42\u{20AC}\z   c""#, Array("\u{7}AB€c".utf8)), ("[==[\r\na\n\rb]]]==]", Array("a\nb]]".utf8)),
    (#"'\u{7FFFFFFF}'"#, [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF]), ("'a\\\r\nb'", Array("a\nb".utf8)),
    (#"'\u{7FF}\u{800}\u{FFFF}\u{10000}'"#, Array("\u{7FF}\u{800}\u{FFFF}\u{10000}".utf8)),
  ])
  func readsStrings(_ text: String, _ value: [UInt8]) throws {
    var lexer = Lexer(Array(text.utf8))
    guard case .string(let bytes) = try lexer.next().value else {
      Issue.record("no string")
      return
    }
    #expect(bytes == value)
  }
}
