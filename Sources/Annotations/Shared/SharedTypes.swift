package import Integrations

/// The annotations that all integrations share: the host's natives, what scripts have of Lua, and the standard library.
package enum SharedTypes {
  /// Sorted by name.
  package static func files() throws(IntegrationError) -> [TypesFile] {
    var files = [try HostTypes.file()]
    for (name, source) in StandardLibrary.types {
      files.append(TypesFile(name: "\(name).lua", text: String(decoding: source, as: UTF8.self)))
    }
    for stub in try stubs() { files.append(try stub.file()) }
    return files.sorted { $0.name < $1.name }
  }

  /// How many functions of the standard library there are, and those that lack annotations.
  package static func undocumentedFunctions() throws(IntegrationError) -> (count: Int, lacking: [String]) {
    var sum: (count: Int, lacking: [String]) = (0, [])
    for stub in try stubs() {
      let part = try stub.undocumented()
      sum = (sum.count + part.count, sum.lacking + part.lacking)
    }
    return sum
  }

  private static func stubs() throws(IntegrationError) -> [ModuleStub] {
    var stubs: [ModuleStub] = []
    let modules = try ScriptGlobals.moduleMembers()
    for (module, members) in modules.sorted(by: { $0.key < $1.key }) {
      stubs.append(try ModuleStub(module, members: members, modules: Set(modules.keys)))
    }
    return stubs
  }
}
