import ArgumentParser
import Integrations
import JSONSchema

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show the integrations of a repository with their tasks.",
    discussion: """
      EXAMPLES
        luahost list
        luahost list ../checks --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case pretty, json
  }

  @Argument(help: "The repository: the folder with integrations.json.", completion: .directory)
  var path = "."

  @Option(help: ArgumentHelp("What to print: pretty or json.", valueName: "format"))
  var format: Format = .pretty

  func run() throws {
    let repository = try Repository(root: path)
    let listings = repository.catalogue.entries.map { IntegrationListing($0, in: repository) }
    let sink = OutputSink()
    switch format {
    case .pretty: sink.write(CataloguePage(listings, console: sink.console).text)
    case .json: sink.write(IntegrationListing.json(listings).serialized(pretty: true) + [UInt8(ascii: "\n")])
    }
    try sink.finishStandardOutput()
    if listings.contains(where: { $0.error != nil }) { throw ExitStatus.badData.code }
  }
}

/// A catalogue entry with what its files declare.
struct IntegrationListing {
  let entry: CatalogueEntry
  let tasks: [TaskDeclaration]
  /// Why the files could not be loaded.
  let error: IntegrationError?

  init(_ entry: CatalogueEntry, in repository: Repository) {
    self.entry = entry
    do throws(IntegrationError) {
      tasks = try IntegrationLoader.load(entry.name, in: repository).tasks
      error = nil
    } catch {
      tasks = []
      self.error = error
    }
  }

  static func json(_ listings: [IntegrationListing]) -> JSONValue { .array(listings.map(\.json)) }

  private var json: JSONValue {
    var object: JSONObject = [
      "name": .string(entry.name), "title": .string(entry.title), "description": .string(entry.description),
      "enabled": .bool(entry.isEnabled),
    ]
    if let error { object["error"] = .string(error.description) }
    object["tasks"] = .array(
      tasks.map { task in
        var object: JSONObject = [
          "name": .string(task.name), "title": .string(task.title), "type": .string(task.kind.rawValue),
          "order": .number(JSONNumber(task.order)), "enabled": .bool(task.isEnabled),
        ]
        if task.kind == .insight { object["severity"] = .string(task.severity.rawValue) }
        return .object(object)
      })
    return .object(object)
  }
}
