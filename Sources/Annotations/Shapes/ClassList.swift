/// Classes that are written one after the other, each under a name of its own.
struct ClassList {
  struct Field {
    var key: String
    var type: String
    var isOptional: Bool
    var comment = ""
  }

  private var names: Set<String> = []
  private(set) var texts: [String] = []

  /// A name that no class has yet: `wanted`, or that with a number.
  mutating func claim(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while !names.insert(name).inserted {
      name = "\(wanted)\(number)"
      number += 1
    }
    return name
  }

  mutating func add(_ name: String, _ fields: [Field], summary: String = "") {
    var text = summary.isEmpty ? "" : "--- \(summary)\n"
    text += "---@class \(name)\n"
    var isOpen = false
    for field in fields {
      guard let key = LuaTypeText.key(field.key, isOptional: field.isOptional) else {
        isOpen = true
        continue
      }
      text += "---@field \(key) \(field.type)" + (field.comment.isEmpty ? "" : " \(field.comment)") + "\n"
    }
    // Names that no annotation can hold.
    if isOpen { text += "---@field [string] any\n" }
    texts.append(text)
  }
}
