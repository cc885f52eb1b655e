import AuthorTests
import Integrations
import JSONSchema

/// What `luahost test --record` reaches the network with.
enum TestRecording {
  static func make(_ source: ConfigSource, _ suites: [TestSuite]) throws(IntegrationError) -> TestOptions.Recording {
    TestOptions.Recording(
      network: { policy in
        RunTransport.network(policy) { Console(Console.standardError).write("luahost: \($0)\n") }
      }, config: try config(source, suites))
  }

  private static func config(_ source: ConfigSource, _ suites: [TestSuite]) throws(IntegrationError) -> JSONObject {
    guard !source.values.isEmpty || source.file != nil else { return JSONObject() }
    guard suites.count == 1, let suite = suites.first else {
      throw IntegrationError(
        code: .usage, message: "-c and --config belong to one integration, and the tests of \(suites.count) run.",
        hint: "Give the integration: luahost test integrations/<name> --record -c …")
    }
    let entry = try suite.repository.entry(of: suite.name)
    var value = try source.file.map { path throws(IntegrationError) in try ConfigFile.read(path) } ?? .object([:])
    let shape = ConfigShape(schema: entry.schema)
    for (key, text) in source.values { value = try shape.setting(key, to: text, in: value) }
    guard case .object(let object) = try ConfigReferences.resolve(value) else {
      throw IntegrationError(code: .badConfig, message: "The config must be an object.")
    }
    return object
  }
}
