package import ArgumentParser

/// The command line.
package struct LuaHost: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(commandName: "luahost")

  package init() {}
}
