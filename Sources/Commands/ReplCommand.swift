import ArgumentParser
import Integrations

struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Open a prompt inside an integration: ctx, its modules, the last run's data, HTTP.",
    discussion: """
      Runs stage one, takes over the data of the last run (.luahost/last, kept by luahost dev and luahost run), and reads \
      Lua from the terminal or from a pipe. What is typed runs as a task of the integration does: with ctx, http, \
      require("lib.…"), the same sandbox and the same permissions. The standard library needs no require here.

      EXAMPLES
        luahost repl integrations/github_org -c token='${env:GITHUB_TOKEN}'
        > ctx.get_data("list_items").items[1]
        > res = http.get("https://api.github.com/meta")
        > res.status
        > time.now() - time.parse("2026-01-31T00:00:00Z")
        > :run list_items

        echo 'json.encode(ctx.get_data("list_items"))' | luahost repl integrations/hello_world

      COMMANDS
      \(ReplInstruction.table)
      """)

  @Argument(help: "The integration's folder, or its name in this repository.", completion: IntegrationCompletion.kind)
  var path: String

  @OptionGroup var config: ConfigOptions
  @OptionGroup var exchanges: ExchangeOptions

  @OptionGroup var network: NetworkOptions

  func run() async throws {
    let run = try IntegrationRun(
      path: path, config: config.source, selection: .all, limits: ReplSession.limits, exchanges: exchanges.source,
      isStrict: network.strict)
    let code = try await ReplSession(run).converse()
    if code != .success { throw code }
  }
}
