package import ArgumentParser
import Integrations

#if canImport(Glibc)
  import Glibc
#endif

/// The command line: each subcommand parses, calls one thing, renders.
package struct LuaHost: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "luahost",
    abstract: "Runs security and compliance integrations written in Lua.",
    discussion: """
      An integration is a folder under integrations/ with an entry in integrations.json. A set-up step logs in, \
      collectors fetch data, insights judge it and flag violations.

      EXAMPLES
        luahost list
        luahost check
        luahost test
        luahost run integrations/hello_world
        luahost run integrations/web_security -c urls=https://example.com
        luahost dev integrations/hello_world

      EXIT CODES
        0 fine · 1 a task or the job failed · 2 violations at or above --fail-on
        64 usage · 65 bad data (config, catalogue, script) · 66 not found · 130 interrupted
      """,
    version: Version.current,
    subcommands: [
      RunCommand.self, DevCommand.self, CheckCommand.self, TestCommand.self, ReplCommand.self, ListCommand.self,
      NewCommand.self, InstallCommand.self, TypesCommand.self,
    ])

  package init() {}

  /// Runs the command that the process was started with; ends the process where that fails. What a command throws reaches
  /// a person here, and nowhere else.
  package static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as IntegrationError {
      exit(withError: Complaint.report(error))
    } catch {
      exit(withError: error)
    }
  }

  /// A reader that goes away is an error of writing, not a signal that ends the process in the middle of a job.
  package static func prepareProcess() { signal(SIGPIPE, SIG_IGN) }
}

/// The version of this build.
package enum Version {
  package static let current = "0.1.0"
}
