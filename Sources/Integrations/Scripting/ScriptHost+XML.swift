import Lua
import XML

extension ScriptHost {
  /// The natives behind `require("xml")`. Their Lua side has checked the types of the arguments.
  func defineXMLNatives() throws(LuaError) {
    try register(
      "xml.decode",
      .init("A document as nodes.", ["text string", "strips_prefixes boolean"], returns: ["table document"])
    ) { [unowned self] call in
      readXML("xml.decode", call[0]) { tree throws(XMLError) in
        try tree.document(stripsPrefixes: call[1].booleanValue == true)
      }
    }
    try register(
      "xml.to_table", .init("A document as plain tables.", ["text string", "options table"], returns: ["table value"])
    ) { [unowned self] call in
      let options = XMLTree.TableOptions(call[1].tableValue ?? LuaTable())
      return readXML("xml.to_table", call[0]) { tree throws(XMLError) in
        try tree.table(options)
      }
    }
  }

  private func readXML(
    _ function: String, _ text: LuaValue, _ json: (XMLTree) throws(XMLError) -> [UInt8]
  ) -> LuaAnswer {
    guard case .string(let bytes) = text, let charge = state.memory.charge(0) else { return .none }
    do throws(XMLError) {
      return .value(.json(try json(try XMLTree(parsing: bytes, charge: { charge.grow(by: $0) }))))
    } catch {
      switch error.code {
      case .malformed: return .failure("\(function): invalid XML at \(error.description)")
      case .refused: return .failure("\(function): refused at \(error.description)")
      case .memory: return .failure("\(function): \(error.message) (limit \"memory\" of the job)")
      }
    }
  }
}

extension XMLTree.TableOptions {
  fileprivate init(_ table: LuaTable) {
    self.init()
    lists = table["lists"]?.names ?? []
    items = table["items"]?.names ?? []
    keepsAttributes = table["attributes"]?.booleanValue ?? true
    stripsPrefixes = table["strip_prefixes"]?.booleanValue ?? false
    keepsRoot = table["root"]?.booleanValue ?? false
  }
}

extension LuaValue {
  fileprivate var names: [[UInt8]] {
    tableValue?.pairs.compactMap { pair in
      if case .string(let bytes) = pair.value { bytes } else { nil }
    } ?? []
  }
}
