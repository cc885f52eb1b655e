import Annotations
import ArgumentParser
import Integrations

struct TypesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "types",
    abstract: "Write annotations, so that editors complete and check scripts.",
    discussion: """
      For lua-language-server, which VS Code, Neovim and others use: .luarc.json beside integrations.json, annotations of \
      what scripts find in .luahost/types/, and for each integration those of its config, its base, its tasks and their \
      data in integrations/<name>/.luahost/types/. The data are as in the last run. Only what changed is written; other \
      settings in .luarc.json stay as they are. docs/editors.md tells how to set up an editor.

      EXAMPLES
        luahost types
        luahost types integrations/hello_world
        luahost types --check

      EXIT CODES
        0 all is written, or up to date · 1 with --check: files would change · 65 bad data · 66 no repository there
      """)

  @Argument(help: "A repository, or the folder of one integration.", completion: .directory)
  var path = "."

  @Flag(help: "Write nothing; list the files that would change, and exit with 1 if there are any.")
  var check = false

  func run() throws {
    let plan = try TypesPlan(of: path)
    let console = Console(Console.standardError)
    for note in plan.notes { console.write("\(console.paint("note:", .yellow)) \(Console.plain(note))\n") }
    if check {
      let lines = plan.changes.map { "\(Console.plain($0.path))\n" }
      Console(Console.standardOutput).write(lines.joined())
      if !plan.changes.isEmpty { throw ExitStatus.failed.code }
      return
    }
    try plan.apply()
    console.write(Self.summary(plan))
  }

  private static func summary(_ plan: TypesPlan) -> String {
    let files = plan.changes.count == 1 ? "1 file" : "\(plan.changes.count) files"
    let what = plan.integrations.isEmpty ? "" : " (\(plan.integrations.joined(separator: ", ")))"
    return plan.changes.isEmpty ? "All is up to date\(what).\n" : "Wrote \(files)\(what).\n"
  }
}
