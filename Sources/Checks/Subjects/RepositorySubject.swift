import Dispatch
import Integrations
import Synchronization

/// An integrations repository as rules see it.
struct RepositorySubject {
  let root: String
  /// nil where there is no file.
  let catalogue: CatalogueSubject?
  /// nil where there is no file.
  let controls: SourceText?
  /// The names of the folders under `integrations/`.
  let folders: [String]
  /// What was found out about the integrations that were checked, in the order of the folders.
  let integrations: [CheckedIntegration]

  /// Reads all of it, or one integration, and checks each integration.
  init(root: String, only name: String?) throws(IntegrationError) {
    self.root = root
    let catalogue = try Self.text(Catalogue.fileName, root).map(CatalogueSubject.init)
    self.catalogue = catalogue
    controls = try Self.text(ControlMap.fileName, root)
    let parent = Files.join(root, "integrations")
    folders = try Files.names(in: parent).filter { name in
      !name.hasPrefix(".") && !name.hasPrefix("_") && Files.isFolder(Files.join(parent, name))
    }
    let globals = Set(try ScriptGlobals.names())
    let testGlobals = Set(try ScriptGlobals.names(forTests: true))
    integrations = Self.inParallel(folders.filter { name == nil || $0 == name }) { folder in
      CheckedIntegration(
        IntegrationSubject(
          name: folder, folder: Files.join(parent, folder), entry: catalogue?.entries.first { $0.name == folder },
          globals: globals, testGlobals: testGlobals))
    }
  }

  /// What `body` makes of each item, in their order.
  private static func inParallel<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
      let result = body(items[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in items.indices.compactMap { results[$0] } }
  }

  private static func text(_ name: String, _ root: String) throws(IntegrationError) -> SourceText? {
    let path = Files.join(root, name)
    return try Files.read(path).map { SourceText(path: path, bytes: $0) }
  }
}
