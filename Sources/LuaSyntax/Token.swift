/// A word of Lua (manual §3.1).
struct Token {
  enum Kind: String, CaseIterable {
    case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, goto, `if`, `in`, local, `nil`, not, or
    case `repeat`, `return`, then, `true`, until, `while`

    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case doubleSlash = "//"
    case percent = "%"
    case caret = "^"
    case hash = "#"
    case ampersand = "&"
    case tilde = "~"
    case bar = "|"
    case leftShift = "<<"
    case rightShift = ">>"
    case equal = "=="
    case notEqual = "~="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case assign = "="
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case doubleColon = "::"
    case semicolon = ";"
    case colon = ":"
    case comma = ","
    case dot = "."
    case concatenation = ".."
    case ellipsis = "..."

    case name = "<name>"
    case string = "<string>"
    case number = "<number>"
    case endOfText = "<eof>"
  }

  enum Value {
    case none
    case name(String)
    case string([UInt8])
    case number(LuaNumber)
  }

  var kind: Kind
  var span: SourceSpan
  var value = Value.none

  static let keywords: [String: Kind] = {
    let kinds = Kind.allCases.filter { $0.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) } }
    return Dictionary(uniqueKeysWithValues: kinds.map { ($0.rawValue, $0) })
  }()
}

/// A numeral's value (manual §3.1): an integer where it has neither point nor exponent and fits.
package enum LuaNumber: Sendable, Hashable {
  case integer(Int64)
  case float(Double)
}
