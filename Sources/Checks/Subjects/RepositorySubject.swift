import Integrations

/// An integrations repository as rules see it.
struct RepositorySubject {
  let root: String
  /// nil where there is no file.
  let catalogue: CatalogueSubject?
  /// nil where there is no file.
  let controls: SourceText?
  /// The names of the folders under `integrations/`.
  let folders: [String]
  let integrations: [IntegrationSubject]

  /// Reads all of it, or one integration.
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
    integrations = folders.filter { name == nil || $0 == name }.map { folder in
      IntegrationSubject(
        name: folder, folder: Files.join(parent, folder), entry: catalogue?.entries.first { $0.name == folder },
        globals: globals)
    }
  }

  private static func text(_ name: String, _ root: String) throws(IntegrationError) -> SourceText? {
    let path = Files.join(root, name)
    return try Files.read(path).map { SourceText(path: path, bytes: $0) }
  }
}
