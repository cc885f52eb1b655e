import Foundation
import TestSupport
import Testing

@testable import FileWatching

/// What a watcher makes of a queue that overflowed.
struct WatchedPlacesTests {
  @Test func looksAtEverythingAfterEventsWereLost() async throws {
    try await withTemporaryDirectory { folder in
      let inotify = try Inotify()
      let places = try WatchedPlaces(inotify, trees: [folder.path], files: [])
      try folder.write(["lib/a.lua": "1"])
      #expect(!inotify.events().isEmpty)
      let lost = Inotify.Event(watch: -1, mask: UInt32(IN_Q_OVERFLOW), name: "")
      #expect(!places.changes([lost]).isComplete)
      // The folder that came meanwhile is watched from now on.
      try Data("2".utf8).write(to: folder.appending(path: "lib/a.lua"))
      #expect(places.changes(inotify.events()) == FileChanges(paths: [folder.appending(path: "lib/a.lua").path]))
    }
  }
}
