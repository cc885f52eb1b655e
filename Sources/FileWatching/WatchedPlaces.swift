#if canImport(Glibc)
  import Glibc
#endif

/// Which folders are watched and for what: keeps up with folders that come, go and move.
final class WatchedPlaces {
  private struct Watch {
    /// As paths in it are told.
    var path: String
    /// Whether all in it counts, and all below it.
    var isTree = false
    /// Files in it that count by themselves: name in the folder → the path that they were given by.
    var files: [String: String] = [:]
    /// Names in it that lead to a watched place: when one comes or goes, all is looked at anew.
    var steps: Set<String> = []
  }

  private let inotify: Inotify
  private let trees: [String]
  private let files: [String]
  private var watches: [Int32: Watch] = [:]
  private var unwatched: Set<String> = []
  /// Deeper than this no folder is watched.
  private static let deepest = 32

  init(_ inotify: Inotify, trees: [String], files: [String]) throws(FileWatchError) {
    self.inotify = inotify
    self.trees = trees
    self.files = files
    for tree in trees { try watchSteps(to: tree) }
    for file in files { try watchFile(file) }
    for tree in trees {
      var found: Set<String> = []
      try watchTree(tree, into: &found, depth: 0)
    }
  }

  /// What events mean.
  func changes(_ events: [Inotify.Event]) -> FileChanges {
    var changes = FileChanges()
    var looksAgain = false
    for event in events {
      if event.isOverflow { looksAgain = true }
      guard let watch = watches[event.watch] else { continue }
      if event.isEnd {
        watches[event.watch] = nil
      } else if event.isOfFolderItself {
        if watch.isTree, trees.contains(watch.path) { looksAgain = true }
      } else {
        if watch.steps.contains(event.name), event.isArrival || event.isDeparture { looksAgain = true }
        note(event, in: watch, &changes)
      }
    }
    if looksAgain {
      lookAgain()
      changes.isComplete = false
    }
    changes.unwatched = unwatched
    unwatched = []
    return changes
  }

  private func note(_ event: Inotify.Event, in watch: Watch, _ changes: inout FileChanges) {
    let path = Self.join(watch.path, event.name)
    if let given = watch.files[event.name], !isUnfinished(event, path) { changes.paths.insert(given) }
    guard watch.isTree, !event.name.isEmpty, !IgnoredFiles.contains(event.name) else { return }
    // The watches of a folder that was removed end by themselves.
    if event.isFolder, event.has(Int(IN_MOVED_FROM)) { forget(path) }
    if event.isFolder, event.isArrival {
      do throws(FileWatchError) {
        try watchTree(path, into: &changes.paths, depth: 1)
      } catch {
        unwatched.insert(error.path ?? path)
      }
    }
    // The permissions of folders say nothing of what is in them, but for those that had none.
    if !isUnfinished(event, path) { changes.paths.insert(path) }
  }

  /// A file that was made to be written to: more will be told.
  private func isUnfinished(_ event: Inotify.Event, _ path: String) -> Bool {
    guard event.isBareCreation else { return false }
    var status = stat()
    // A hard link has its content already, and so has whatever is no plain file.
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
  }

  // MARK: Watching

  /// Watches a folder and those below it, and adds what is in them: it may have come before the watch.
  private func watchTree(_ path: String, into found: inout Set<String>, depth: Int) throws(FileWatchError) {
    guard depth <= Self.deepest, let number = try inotify.watch(path, for: Inotify.contents) else { return }
    watches[number, default: Watch(path: path)].path = path
    watches[number]?.isTree = true
    for name in Self.names(in: path) where !IgnoredFiles.contains(name) {
      let inner = Self.join(path, name)
      found.insert(inner)
      if Self.isFolder(inner) { try watchTree(inner, into: &found, depth: depth + 1) }
    }
  }

  /// Watches the folders on the way to a place, so that it is found again when it is removed and made anew.
  private func watchSteps(to path: String) throws(FileWatchError) {
    var path = Self.absolute(path)
    while path != "/", let slash = path.lastIndex(of: "/") {
      let name = String(path[path.index(after: slash)...])
      path = slash == path.startIndex ? "/" : String(path[..<slash])
      guard let number = try inotify.watch(path, for: Inotify.names) else { continue }
      watches[number, default: Watch(path: path)].steps.insert(name)
    }
  }

  /// Watches a file where it is, and where it leads to if it is a link.
  private func watchFile(_ given: String) throws(FileWatchError) {
    var places = [Self.absolute(given)]
    if let target = realpath(given, nil) {
      places.append(String(cString: target))
      free(target)
    }
    for place in Set(places) {
      guard let slash = place.lastIndex(of: "/") else { continue }
      let folder = slash == place.startIndex ? "/" : String(place[..<slash])
      try watchSteps(to: folder)
      guard let number = try inotify.watch(folder, for: Inotify.contents) else { continue }
      watches[number, default: Watch(path: folder)].files[String(place[place.index(after: slash)...])] = given
    }
  }

  private func lookAgain() {
    do throws(FileWatchError) {
      for tree in trees { try watchSteps(to: tree) }
      for file in files { try watchFile(file) }
      for tree in trees {
        var found: Set<String> = []
        try watchTree(tree, into: &found, depth: 0)
      }
    } catch {
      unwatched.insert(error.path ?? ".")
    }
  }

  /// A folder went, or moved away with all that is in it.
  private func forget(_ path: String) {
    for (number, watch) in watches where watch.isTree && (watch.path == path || watch.path.hasPrefix(path + "/")) {
      if watch.files.isEmpty, watch.steps.isEmpty {
        inotify.unwatch(number)
        watches[number] = nil
      } else {
        watches[number]?.isTree = false
      }
    }
  }

  // MARK: Paths

  private static func absolute(_ path: String) -> String {
    var text = path
    if !text.hasPrefix("/"), let here = getcwd(nil, 0) {
      text = "\(String(cString: here))/\(text)"
      free(here)
    }
    var parts: [Substring] = []
    for part in text.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func join(_ folder: String, _ name: String) -> String {
    name.isEmpty ? folder : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Whether it is a folder and no link to one: what links lead to counts where it is.
  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
