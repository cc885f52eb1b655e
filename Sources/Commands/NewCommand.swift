import ArgumentParser
import Integrations
import Scaffold

#if canImport(Glibc)
  import Glibc
#endif

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Start an integration: scripts, a test, a recorded answer, and an entry in the catalogue.",
    discussion: """
      Asks on a terminal for what is not given. What it writes passes `luahost check` and `luahost test` as it is. In a \
      folder without integrations.json it starts a repository. Where something fails, nothing is left behind.

      EXAMPLES
        luahost new acme
        luahost new acme --base-url https://api.acme.com/v1 --auth bearer
        luahost new acme --auth header --header X-Acme-Key --yes
        luahost new cloud_accounts --auth aws --title "Cloud accounts" --repository ../checks

      EXIT CODES
        0 written · 1 it cannot be written · 64 the name, or an option, is wrong · 65 the catalogue is broken
        66 no such folder · 130 interrupted
      """)

  @Argument(help: "The integration's name: a-z, 0-9 and _, starting with a letter.")
  var name: String

  @Option(help: ArgumentHelp("Its name for people.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("What it looks for, in a sentence.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("Where the API is, such as https://api.acme.com/v1.", valueName: "url"))
  var baseURL: String?

  @Option(help: ArgumentHelp("How the API knows who asks: \(AuthKind.names).", valueName: "kind"))
  var auth: AuthKind?

  @Option(help: ArgumentHelp("The header for the key, with --auth header.", valueName: "name"))
  var header: String?

  @Flag(help: "Write a rockspec too, for modules from LuaRocks.")
  var rocks = false

  @Option(help: ArgumentHelp("The folder with integrations.json.", valueName: "folder"), completion: .directory)
  var repository = "."

  @Flag(name: .shortAndLong, help: "Ask nothing: take the defaults for what is not given.")
  var yes = false

  func run() throws {
    try NewIntegration.check(name: name)
    guard Files.isFolder(repository) else {
      throw IntegrationError(code: .notFound, message: "There is no folder '\(repository)'.")
    }
    let terminal = yes ? nil : TerminalInput()
    // A name that is taken, and a broken catalogue, are told before anything is asked.
    let draft = try ScaffoldPlan(NewIntegration(name: name), in: repository)
    if draft.startsRepository { try confirmRepository(terminal) }
    let plan = try ScaffoldPlan(try integration(terminal), in: repository)
    let note = try Self.withoutInterruption { () throws(IntegrationError) in try plan.apply() }
    let page = NewIntegrationPage(plan: plan, note: note, console: Console(Console.standardError))
    page.console.write(page.text)
  }

  /// Ctrl-C while files are written would leave some of them.
  private static func withoutInterruption<Result>(
    _ body: () throws(IntegrationError) -> Result
  ) throws(IntegrationError) -> Result {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
    defer { for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) } }
    return try body()
  }

  private func confirmRepository(_ terminal: TerminalInput?) throws {
    if let outer = Self.repository(around: repository) {
      throw IntegrationError(
        code: .usage, message: "This is inside of a repository: its \(Catalogue.fileName) is in '\(outer)'.",
        hint: "Write luahost new \(name) --repository \(outer)")
    }
    if yes { return }
    let place = repository == "." ? "this folder" : "'\(repository)'"
    guard let terminal else {
      throw IntegrationError(
        code: .notFound, message: "There is no \(Catalogue.fileName) in \(place).",
        hint: "--yes starts a repository there; --repository DIR names another folder.")
    }
    let questions = NewQuestions(terminal)
    guard try questions.confirm("There is no \(Catalogue.fileName) in \(place). Start a repository there?") else {
      throw ExitStatus.failed.code
    }
  }

  /// The folder around another one that has a catalogue; nil where there is none.
  private static func repository(around folder: String) -> String? {
    guard var place = try? Files.absolute(folder) else { return nil }
    var path = folder == "." ? ".." : Files.join(folder, "..")
    while place != "/" {
      place = Files.parent(place)
      if Files.exists(Files.join(place, Catalogue.fileName)), Files.isFolder(Files.join(place, "integrations")) {
        return path
      }
      path = Files.join(path, "..")
    }
    return nil
  }

  /// What was given, checked, and what was asked for.
  private func integration(_ terminal: TerminalInput?) throws -> NewIntegration {
    guard terminal != nil || yes || (auth != nil && (baseURL != nil || auth == .aws)) else {
      throw IntegrationError(
        code: .usage, message: "There is no terminal to ask on for the auth and the base URL.",
        hint: "Give --auth and --base-url, or --yes for the defaults.")
    }
    let url = try baseURL.map { text throws(IntegrationError) in try NewIntegration.baseURL(text) }
    let key = try header.map { text throws(IntegrationError) in try NewIntegration.header(text) }
    if auth == .aws, url != nil {
      throw IntegrationError(
        code: .usage, message: "--base-url does not go with --auth aws: the module aws knows where AWS is.")
    }
    for text in [title, description].compactMap({ $0 }) where text.unicodeScalars.contains(where: { $0.value < 0x20 }) {
      throw IntegrationError(code: .usage, message: "--title and --description take one line of text.")
    }
    if let auth, key != nil, auth != .header {
      throw IntegrationError(
        code: .usage, message: "--header goes with --auth header, not with --auth \(auth.rawValue).")
    }
    guard let terminal else {
      return NewIntegration(
        name: name, title: title.filled, description: description.filled, auth: auth ?? (key == nil ? .none : .header),
        baseURL: url ?? NewIntegration.defaultBaseURL, header: key ?? NewIntegration.defaultHeader, usesRocks: rocks)
    }
    let questions = NewQuestions(terminal)
    let title = try self.title.filled ?? questions.text("Title", default: NewIntegration.title(for: name))
    let description =
      try self.description.filled ?? questions.text("What it does", default: NewIntegration.description(for: title))
    let auth = try self.auth ?? (key == nil ? questions.auth() : .header)
    var integration = NewIntegration(name: name, title: title, description: description, auth: auth, usesRocks: rocks)
    if auth != .aws { integration.baseURL = try url ?? questions.baseURL() }
    if auth == .header { integration.header = try key ?? questions.header() }
    return integration
  }
}

extension String? {
  /// Without blanks around it; nil where there is nothing else.
  fileprivate var filled: String? { self.map(\.trimmingSpaces).flatMap { $0.isEmpty ? nil : $0 } }
}

extension AuthKind: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
