/// Texts at the corners of the grammar, and whether Lua 5.4 takes them.
enum Corpus {
  static let accepted = [
    "", ";", ";;;", "return", "return;", "return 1, 2;", "local x", "local x <const>, y <close> = 1, nil",
    "x = 3", "x = 3.", "x = .5e-3", "x = 0x.8p1", "x = 0xA.8P-2", "x = 0xffffffffffffffffff", "x = 1e+10", "x = 3e5",
    "x = 9223372036854775808", "x = 0xep1", "x = '\\z  \n  a'", "x = '\\u{7FFFFFFF}\\x41\\065\\9'", "x = 'a\\\nb'",
    "x = [[\n\n]]", "x = [==[ ]] ]=] ]==]", "--[[ a\n]] x = 1", "--[==[ a ]] ]==] x = 1", "--[=x\nx = 1", "-- end",
    "a.b.c[1].d = 1", "a, b.c, d[1] = 1, 2", "f{}", "f''", "f[[x]]", "f{}'x'[[y]](1):m{}.z = 1", "('x'):rep(3)",
    "(f)()", "a\n(b)()", "x = #a + -b ^ -c .. ~d // not e", "x = a ~ b ~= c", "x = 1 << 2 >> 3 & 4 | 5",
    "goto a; ::a::", "::a:: goto a", "do goto a; local x; ::a:: end", "do goto a; local x; ::a:: ; ; end",
    "do ::a:: end do ::a:: end", "do ::a:: end ::a::", "while true do break end", "repeat local x until x",
    "repeat goto c; ::c:: until true", "for i = 1, 2 do local i = i end", "for i = 1, 2, 3 do end",
    "for k, v, w in a, b, c do goto continue; ::continue:: end", "if a then elseif b then else end",
    "function a.b.c:d(...) return ..., self end", "local function f() return f end", "function f(a, b, ...) end",
    "local goto_ = 1", "return function(...) return ... end", "x = {1, 2; a = 1, ['b'] = 2, f(), ...}",
    "x = { a = { b = {} }, }", "local _ENV = {}; x = 1", "local function f(_ENV) return y end", "break_ = 1",
    "while 1 do if x then break end end", "for i = 1, 2 do while true do break end break end", "x = a.b\"c\"",
    "x = 0xA", "x = 3 .. 4", "return ...", "local a <const> = 1; local a = 2; a = 3", "x = \"\\\r\n\"",
    "goto f; local function g() end ::f::", "x = 1--[[]]+2", "x = - - 1", "x = not not a", "do end",
    "while true do local a; do goto e end ::e:: end",
  ]

  static let refused = [
    "x", "x =", "= 1", "x = = 1", "1 = x", "f() = 1", "(a) = 1", "a.b", "(a)", "a:b", "a:b = 1", "local", "local 1",
    "local x <foo>", "local x <const", "local a <close>, b <close> = 1, 2", "local x <const> = 1; x = 2",
    "local x <const> = 1; function x() end", "local x <close> = nil; local f = function() x = 1 end",
    "x = 3x", "x = 0x", "x = 0xg", "x = 1e", "x = 1e+", "x = 1..2", "x = 1.2.3", "x = 0x.p1", "x = 3_000", "x = .",
    "x = '", "x = 'a\nb'", "x = '\\q'", "x = '\\300'", "x = '\\xg0'", "x = '\\x1'", "x = '\\u{110000000}'",
    "x = '\\u{'", "x = '\\u123'", "x = '\\u{}'", "x = [[", "x = [=[ ]]", "x = [=x", "--[[ a", "x = @", "x = a $ b", "x = 'a",
    "goto a", "goto a; local x; ::a:: x = 1", "do ::a:: end goto a", "::a:: ::a::", "::a:: do ::a:: end", "break",
    "while true do local f = function() break end end", "repeat goto c; local x; ::c:: until x", "if a", "if a then",
    "if a then else elseif b then end", "while a do", "for i do end", "for i = 1 do end", "for i, j = 1, 2 do end",
    "for a.b in c do end", "for i in x end", "repeat", "repeat until", "function f", "function f(a,) end",
    "function f(..., a) end", "function f(a b) end", "function a:b:c() end", "function a:b.c() end",
    "local function a.b() end", "function f() return ... end", "return return", "return 1 x = 2", "return 1, ",
    "x = {1 2}", "x = {;}", "x = {,}", "x = { [1] }", "x = { a. = 1 }", "x = a b", "x = (1", "f(", "f(a,)", "f(a b)", "a.1 = 2",
    "a.end = 1", "x = function end", "x = function() ", "end", "x = 1 end", "else", "x = a or", "x = not",
    "x = 1 + * 2", "and = 1", "local nil = 1", "a, b", "a, f() = 1", "a, b + 1 = 2", "x = }", "x == 1", "x += 1", "x = a ? b : c",
    "x != 1", "a = b = c", "# not a comment", "\\", "\u{E9} = 1", "x = 'a\\", "goto 1", "::a:", "do goto a end local x ::a:: print(x)",
  ]
}
