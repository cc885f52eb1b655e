import JSONSchema
import Lua
import YAML

extension ScriptHost {
  /// The natives behind `require("yaml")`. Their Lua side has checked the types of the arguments.
  func defineYAMLNatives() throws(LuaError) {
    try register("yaml.decode", .init("The value of a document.", ["text string"], returns: ["any value"])) {
      [unowned self] call in
      readYAML("yaml.decode", call[0].bytes) { bytes, charge throws(YAMLError) in
        try YAMLDocument.value(of: bytes, charge: charge)
      }
    }
    try register(
      "yaml.decode_all", .init("The values of all documents of a stream.", ["text string"], returns: ["any[] values"])
    ) { [unowned self] call in
      readYAML("yaml.decode_all", call[0].bytes) { bytes, charge throws(YAMLError) in
        .array(try YAMLDocument.values(of: bytes, charge: charge))
      }
    }
  }

  private func readYAML(
    _ function: String, _ bytes: [UInt8], _ read: ([UInt8], (Int) -> Bool) throws(YAMLError) -> JSONValue
  ) -> LuaAnswer {
    guard let charge = state.memory.charge(0) else { return .none }
    do throws(YAMLError) {
      return .value(.json(try read(bytes) { charge.grow(by: $0) }.serialized()))
    } catch {
      if error.isMemory { return .failure("\(function): \(error.message) (limit \"memory\" of the job)") }
      guard let line = error.line, let column = error.column else {
        return .failure("\(function): invalid YAML: \(error.message)")
      }
      return .failure("\(function): invalid YAML at line \(line), column \(column): \(error.message)")
    }
  }
}
