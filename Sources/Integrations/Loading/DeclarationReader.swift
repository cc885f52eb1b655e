import Lua

/// A declaration that is wrong: a full sentence that names the key.
package struct DeclarationError: Error, Sendable {
  package var message: String
}

/// Reads the table of `task{}` or `runner{}` key by key and refuses what it does not know.
struct DeclarationReader {
  private let what: String
  private var fields: [String: LuaValue] = [:]

  init(_ what: String, _ value: LuaValue, keys: [String]) throws(DeclarationError) {
    guard let table = value.tableValue else {
      throw DeclarationError(message: "\(what) takes a table: \(what){ name = … }; found \(value.typeName).")
    }
    self.what = what
    for pair in table.pairs {
      guard let key = pair.key.stringValue, keys.contains(key) else {
        throw Self.unknown(pair.key, what: what, keys: keys)
      }
      fields[key] = pair.value
    }
    if let name = fields["name"]?.stringValue { label = "\(what) '\(name)'" } else { label = what }
  }

  /// How messages call the declaration: `task 'list_items'`.
  private(set) var label: String

  private static func unknown(_ key: LuaValue, what: String, keys: [String]) -> DeclarationError {
    guard let name = key.stringValue else {
      return DeclarationError(message: "\(what): keys must be names, found a \(key.typeName).")
    }
    let hint = Suggestion.nearest(to: name, in: keys).map { "did you mean '\($0)'?" }
    return DeclarationError(
      message: "\(what): unknown key '\(name)'; \(hint ?? "it may have \(keys.joined(separator: ", ")).")")
  }

  func fault(_ text: String) -> DeclarationError { DeclarationError(message: "\(label): \(text)") }

  private func wrong(_ key: String, _ expected: String, _ found: LuaValue) -> DeclarationError {
    fault("'\(key)' must be \(expected), found \(found.described).")
  }

  func text(_ key: String) throws(DeclarationError) -> String? {
    guard let value = fields[key] else { return nil }
    guard let text = value.stringValue else { throw wrong(key, "a string", value) }
    return text
  }

  func requiredText(_ key: String) throws(DeclarationError) -> String {
    guard let text = try text(key), !text.isEmpty else { throw fault("'\(key)' is required, a string.") }
    return text
  }

  /// A name as `[a-z][a-z0-9_]*`.
  func requiredName() throws(DeclarationError) -> String {
    let name = try requiredText("name")
    guard Self.isName(name) else {
      throw fault("'name' must start with a lower-case letter and hold only a-z, 0-9 and _, found \"\(name)\".")
    }
    return name
  }

  static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
    return bytes.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
  }

  func boolean(_ key: String) throws(DeclarationError) -> Bool? {
    guard let value = fields[key] else { return nil }
    guard let flag = value.booleanValue else { throw wrong(key, "true or false", value) }
    return flag
  }

  func integer(_ key: String) throws(DeclarationError) -> Int? {
    guard let value = fields[key] else { return nil }
    guard let number = value.integerValue else { throw wrong(key, "a whole number", value) }
    return Int(number)
  }

  func seconds(_ key: String) throws(DeclarationError) -> Duration? {
    guard let value = fields[key] else { return nil }
    guard let number = value.numberValue, number > 0, number < 1e9 else {
      throw wrong(key, "a number of seconds above 0", value)
    }
    return .seconds(number)
  }

  func function(_ key: String) throws(DeclarationError) -> LuaReference? {
    guard let value = fields[key] else { return nil }
    guard case .function(let reference?) = value else { throw wrong(key, "a function", value) }
    return reference
  }

  func texts(_ key: String) throws(DeclarationError) -> [String] {
    guard let value = fields[key] else { return [] }
    guard let items = value.tableValue?.sequence else { throw wrong(key, "a list of strings", value) }
    var texts: [String] = []
    for item in items {
      guard let text = item.stringValue else { throw wrong(key, "a list of strings", item) }
      texts.append(text)
    }
    return texts
  }

  func oneOf<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(DeclarationError) -> Choice? where Choice.RawValue == String {
    guard let value = fields[key] else { return nil }
    let names = Choice.allCases.map(\.rawValue)
    guard let text = value.stringValue, let choice = Choice(rawValue: text) else {
      throw wrong(key, names.map { "\"\($0)\"" }.joined(separator: ", "), value)
    }
    return choice
  }
}
