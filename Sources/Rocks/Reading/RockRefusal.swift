import Integrations

/// Why a rock cannot be installed, told so that its author's choice is clear: which rock, who asked for it, what to do.
enum RockRefusal {
  private static let buildTypes: Set<String> = ["builtin", "module", "none"]

  static func error(_ rock: String, _ chain: RockChain, _ why: String, hint: String) -> IntegrationError {
    IntegrationError(
      code: .badData, message: "\(rock) cannot be installed: \(why) It is asked for by \(chain).", hint: hint)
  }

  /// A rock that is known to be of no use here, before anything is fetched.
  static func check(_ dependency: RockDependency, _ chain: RockChain) throws(IntegrationError) {
    guard let library = ForeignLibrary.rock(dependency.name) else { return }
    throw error(
      dependency.name, chain, "it is a library in C or for the system, and scripts can load pure Lua only.",
      hint: library.advice)
  }

  /// What its rockspec says: nothing of a rock is ever run to install it.
  static func check(_ rockspec: Rockspec, _ chain: RockChain) throws(IntegrationError) {
    let rock = "\(rockspec.name) \(rockspec.version)"
    let advice =
      ForeignLibrary.rock(rockspec.name)?.advice
      ?? "Look for a rock in pure Lua that does the same, or put the Lua files that you need into lib/."
    for lua in rockspec.lua where !(RockVersion("5.4-1").map(lua.accepts) ?? false) {
      throw error(
        rock, chain, "it asks for \(lua), and scripts run in Lua 5.4.", hint: "Ask for another version of it.")
    }
    guard buildTypes.contains(rockspec.build.type) else {
      throw error(
        rock, chain,
        "its build is of the type '\(rockspec.build.type)', which runs programs of the rock, and luahost runs none.",
        hint: advice)
    }
    guard rockspec.build.compiled.isEmpty else {
      let modules = rockspec.build.compiled.map { "'\($0)'" }.joined(separator: ", ")
      throw error(
        rock, chain, "it builds \(modules) from C, and scripts can load pure Lua only.", hint: advice)
    }
    guard !rockspec.build.patches else {
      throw error(
        rock, chain, "its rockspec patches files or makes some before the build, which luahost does not do.",
        hint: advice)
    }
  }
}
