import Integrations

/// What an integration's files declare, as far as it can be known without a run: for editors.
package struct IntegrationOutline: Sendable {
  /// What a value of the base is, where that is plain to see.
  package enum BaseValue: Sendable, Hashable {
    case string, number, boolean, table
    /// `ctx.config.get("name")`.
    case config(String)
    /// What `client` of a module gives: `http`, `aws`.
    case client(String)
    case unknown
  }

  /// The names of the tasks, sorted by (order, name); those of files that fail come last.
  package var taskNames: [String]
  /// What stage one returns, sorted by name; nil where that cannot be known.
  package var base: [(key: String, value: BaseValue)]?

  /// Reads the files of an integration, and loads them as at the start of a job.
  package init(_ name: String, folder: String) {
    let subject = IntegrationSubject(name: name, folder: folder, entry: nil, globals: [], testGlobals: [])
    let loaded = subject.inspection.tasks.map(\.name)
    taskNames = loaded + subject.taskNames.subtracting(loaded).filter(CatalogueEntry.isName).sorted()
    base = BaseFields(subject)?.values.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
  }
}
