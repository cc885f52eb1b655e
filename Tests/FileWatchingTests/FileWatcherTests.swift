import FileWatching
import Foundation
import TestSupport
import Testing

/// What a watcher tells of what really happens on disk.
@Suite(.timeLimit(.minutes(1)))
struct FileWatcherTests {
  /// Does something, and gives what is told of until all of `expected` was.
  private func changes(
    _ files: [String: String], until expected: Set<String>, _ body: (URL) throws -> Void
  ) async throws -> FileChanges {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      let watcher = try FileWatcher(trees: [folder.path])
      try body(folder)
      return try await Self.wait(for: expected, in: folder, watcher)
    }
  }

  private static func wait(for expected: Set<String>, in folder: URL, _ watcher: FileWatcher) async throws
    -> FileChanges
  {
    var all = FileChanges()
    for await some in watcher {
      all.merge(FileChanges(paths: some.paths(in: folder.path), isComplete: some.isComplete, unwatched: some.unwatched))
      if all.paths.isSuperset(of: expected) { return all }
    }
    throw TestSupportError("the watcher ended, having told of \(all)")
  }

  private static func write(_ text: String, to file: URL) throws { try Data(text.utf8).write(to: file) }

  private static func move(_ file: URL, to other: URL) throws {
    #expect(rename(file.path, other.path) == 0)
  }

  @Test func tellsOfAFileThatIsWrittenInPlace() async throws {
    let changes = try await changes(["a.lua": "1", "b.lua": "1"], until: ["a.lua"]) { folder in
      try Self.write("2", to: folder.appending(path: "a.lua"))
    }
    #expect(changes == FileChanges(paths: ["a.lua"]))
  }

  @Test func tellsOfAFileThatTakesAnothersPlace() async throws {
    let changes = try await changes(["insights/a.lua": "1"], until: ["insights/a.lua"]) { folder in
      let other = folder.appending(path: "insights/a.lua.tmp")
      try Self.write("2", to: other)
      try Self.move(other, to: folder.appending(path: "insights/a.lua"))
    }
    #expect(changes == FileChanges(paths: ["insights/a.lua"]))
  }

  /// What Vim does with `backupcopy=no`: a probe, a swap file, the old file renamed, the new one written, the old removed.
  @Test func tellsOnceOfASaveByVim() async throws {
    let changes = try await changes(["a.lua": "1"], until: ["a.lua"]) { folder in
      let file = folder.appending(path: "a.lua")
      try Self.write("", to: folder.appending(path: ".a.lua.swp"))
      try Self.write("", to: folder.appending(path: "4913"))
      try FileManager.default.removeItem(at: folder.appending(path: "4913"))
      try Self.move(file, to: folder.appending(path: "a.lua~"))
      try Self.write("2", to: file)
      try FileManager.default.removeItem(at: folder.appending(path: "a.lua~"))
    }
    #expect(changes == FileChanges(paths: ["a.lua"]))
  }

  @Test func tellsOfFilesInFoldersThatAreNew() async throws {
    let expected: Set = ["lib/deep/er/c.lua"]
    _ = try await changes(["a.lua": "1"], until: expected) { folder in
      try folder.write(["lib/deep/er/c.lua": "return 1"])
    }
  }

  @Test func tellsOfFilesThatGo() async throws {
    let changes = try await changes(["a.lua": "1", "lib/b.lua": "1"], until: ["a.lua", "lib/b.lua"]) { folder in
      try FileManager.default.removeItem(at: folder.appending(path: "a.lua"))
      try FileManager.default.removeItem(at: folder.appending(path: "lib"))
    }
    #expect(changes.isComplete)
  }

  @Test func tellsOfLinksAndPermissions() async throws {
    _ = try await changes(["a.lua": "1"], until: ["a.lua", "link.lua"]) { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "link.lua").path, withDestinationPath: "a.lua")
      chmod(folder.appending(path: "a.lua").path, 0o600)
    }
  }

  @Test func knowsAFolderByItsNewName() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["lib/old/a.lua": "1"])
      let watcher = try FileWatcher(trees: [folder.path])
      try Self.move(folder.appending(path: "lib/old"), to: folder.appending(path: "lib/new"))
      _ = try await Self.wait(for: ["lib/old", "lib/new", "lib/new/a.lua"], in: folder, watcher)
      try Self.write("2", to: folder.appending(path: "lib/new/a.lua"))
      let changes = try await Self.wait(for: ["lib/new/a.lua"], in: folder, watcher)
      #expect(changes.paths == ["lib/new/a.lua"])
    }
  }

  @Test func hearsNothingOfWhatMovedAway() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["in/lib/a.lua": "1", "in/b.lua": "1"])
      let inside = folder.appending(path: "in")
      let watcher = try FileWatcher(trees: [inside.path])
      try Self.move(folder.appending(path: "in/lib"), to: folder.appending(path: "out"))
      _ = try await Self.wait(for: ["lib"], in: inside, watcher)
      try Self.write("2", to: folder.appending(path: "out/a.lua"))
      try Self.write("2", to: folder.appending(path: "in/b.lua"))
      let changes = try await Self.wait(for: ["b.lua"], in: inside, watcher)
      #expect(changes.paths == ["b.lua"])
    }
  }

  @Test func ignoresStateOfToolsAndEditors() async throws {
    let changes = try await changes([".luahost/last/result.json": "{}", ".git/index": ""], until: ["b.lua"]) { folder in
      try Self.write("{}", to: folder.appending(path: ".luahost/last/result.json"))
      try Self.write("1", to: folder.appending(path: ".git/index"))
      try folder.write([".luahost/new/x.lua": "1"])
      try Self.write("1", to: folder.appending(path: "b.lua"))
    }
    #expect(changes == FileChanges(paths: ["b.lua"]))
  }

  @Test(arguments: ["integrations/x", "integrations"])
  func findsAFolderThatIsRemovedAndMadeAnew(_ removed: String) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["integrations/x/a.lua": "1"])
      let inside = folder.appending(path: "integrations/x")
      let watcher = try FileWatcher(trees: [inside.path])
      try FileManager.default.removeItem(at: folder.appending(path: removed))
      var iterator = watcher.makeAsyncIterator()
      var wasIncomplete = false
      while !wasIncomplete, let changes = await iterator.next() { wasIncomplete = !changes.isComplete }
      #expect(wasIncomplete)
      try folder.write(["integrations/x/a.lua": "2"])
      while let changes = await iterator.next(), changes.isComplete {}
      try Self.write("3", to: inside.appending(path: "a.lua"))
      _ = try await Self.wait(for: ["a.lua"], in: inside, watcher)
    }
  }

  @Test func tellsOfSingleFilesByTheirGivenPath() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["etc/real.yaml": "1", "etc/other.yaml": "1", "conf/keep": ""])
      let link = folder.appending(path: "conf/link.yaml").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: folder.appending(path: "etc/real.yaml").path)
      let watcher = try FileWatcher(trees: [], files: [link])
      var iterator = watcher.makeAsyncIterator()
      try Self.write("2", to: folder.appending(path: "etc/other.yaml"))
      try Self.write("2", to: folder.appending(path: "etc/new.yaml"))
      try Self.move(folder.appending(path: "etc/new.yaml"), to: folder.appending(path: "etc/real.yaml"))
      #expect(await iterator.next()?.paths == [link])
      try FileManager.default.removeItem(atPath: link)
      #expect(await iterator.next()?.paths == [link])
    }
  }

  @Test func tellsOfThousandsOfFilesInFewBatches() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["lib/a.lua": "1"])
      let watcher = try FileWatcher(trees: [folder.path])
      let names = (0..<3000).map { "lib/\($0).lua" }
      for name in names { try Self.write("1", to: folder.appending(path: name)) }
      var seen: Set<String> = []
      var batches = 0
      for await changes in watcher {
        seen.formUnion(changes.paths(in: folder.path))
        batches += 1
        if seen.isSuperset(of: names) || !changes.isComplete { break }
      }
      #expect(batches < 300)
    }
  }

  @Test func endsWhenItIsStopped() async throws {
    try await withTemporaryDirectory { folder in
      let watcher = try FileWatcher(trees: [folder.path])
      watcher.stop()
      var iterator = watcher.makeAsyncIterator()
      #expect(await iterator.next() == nil)
    }
  }
}
