import AuthorTests
import FileWatching
import Integrations

/// Tells which tests a change of files touches: a test file itself, or all of an integration whose sources changed.
final class TestWatch {
  private let suites: [TestSuite]
  private let watcher: FileWatcher
  private var changes: FileWatcher.Iterator

  init(_ suites: [TestSuite]) throws(IntegrationError) {
    self.suites = suites
    let catalogues = Set(suites.map { Files.join($0.repository.root, Catalogue.fileName) })
    do throws(FileWatchError) {
      watcher = try FileWatcher(trees: suites.map(\.folder), files: catalogues.sorted())
    } catch {
      throw IntegrationError(code: .unwritable, message: error.description)
    }
    changes = watcher.makeAsyncIterator()
  }

  /// Waits for a change that touches tests; nil where no more come.
  func next(console: Console) async -> [TestSuite]? {
    console.write(console.paint("waiting for a file to be saved; Ctrl-C ends it\n", .dim))
    while let changes = await changes.next() {
      let suites = suites.compactMap { touched($0, by: changes) }
      if !suites.isEmpty { return suites }
    }
    return nil
  }

  private func touched(_ suite: TestSuite, by changes: FileChanges) -> TestSuite? {
    // The catalogue and its schema concern all.
    let catalogue = Files.join(suite.repository.root, Catalogue.fileName)
    if !changes.isComplete || changes.paths.contains(catalogue) { return try? suite.refreshed() }
    let paths = changes.paths(in: suite.folder).filter { !$0.hasPrefix("tests/snapshots") }
    guard !paths.isEmpty else { return nil }
    let tests = paths.filter { $0.hasPrefix("tests/") && $0.hasSuffix("_test.lua") }
    guard tests.count == paths.count else { return try? suite.refreshed() }
    let files = tests.filter { Files.exists(Files.join(suite.folder, $0)) }.sorted()
    return files.isEmpty ? nil : try? suite.refreshed(files: files)
  }
}
