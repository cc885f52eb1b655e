import ArgumentParser
import Integrations

struct DevCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev",
    abstract: "Run an integration, and again whenever one of its files is saved.",
    discussion: """
      Runs the integration once, then watches its folder. A save runs again the tasks of that file, those that depend on \
      them and those that asked for their results; the others keep theirs. A change of entry.lua, a module, the config or \
      the catalogue runs all of them. What is different from the last result is shown.

      HTTP is live in the first run, and answered from its recording after that; what is not recorded is fetched and added. \
      The last result and the recording are in .luahost/ of the integration's folder, which Git ignores.

      EXAMPLES
        luahost dev integrations/hello_world
        luahost dev integrations/github -c 'token=${env:GITHUB_TOKEN}' --tasks org_admins
        luahost dev integrations/aws --config dev.yaml --strict
        luahost dev integrations/aws --config dev.yaml --offline
        luahost dev hello_world | tee dev.log

      KEYS
      \(DevKey.table)

      Without a terminal it takes no keys; end it with Ctrl-C or SIGTERM.

      EXIT CODES
        0 it was ended with q or Ctrl-C · 64 usage · 65 a config or catalogue that is wrong at the start · 66 not found
      """)

  @Argument(help: "The integration's folder, or its name in this repository.", completion: IntegrationCompletion.kind)
  var path: String

  @OptionGroup var config: ConfigOptions
  @OptionGroup var selection: SelectionOptions

  @OptionGroup var limits: LimitOptions
  @OptionGroup var network: NetworkOptions

  @Flag(help: "Send nothing: answer all HTTP requests from what an earlier `luahost dev` has recorded.")
  var offline = false

  func validate() throws {
    if config.config == "-" {
      throw ValidationError("--config - cannot be read again when files change; give luahost dev a file.")
    }
  }

  func run() async throws {
    let sources = try DevSources(
      path: path, config: config.source, limits: limits.settings, isStrict: network.strict)
    let session = try DevSession(sources, selection: selection.selection, isOffline: offline)
    let code = await session.run()
    if code != 0 { throw ExitCode(code) }
  }
}
