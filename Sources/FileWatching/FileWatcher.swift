import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Tells of changes in folders and files as they happen, without looking again and again (inotify(7)).
///
/// A burst of changes is told of as one: an editor that saves, a `git checkout`. What editors and version control keep
/// for themselves (``IgnoredFiles``) is left out. A watched folder may be removed and made anew. What changes while nobody
/// asks is kept and told of as one change.
///
/// ```swift
/// let watcher = try FileWatcher(trees: ["integrations/hello_world"], files: ["integrations.json"])
/// for await changes in watcher { print(changes.paths.sorted(), changes.isComplete) }
/// ```
///
/// It may be iterated once. It stops watching when it is gone, or when ``stop()`` is called, which ends the sequence.
package final class FileWatcher: AsyncSequence, Sendable {
  package typealias Element = FileChanges
  package typealias Failure = Never

  private let worker: Worker
  private let signals: AsyncStream<Void>

  /// - Parameters:
  ///   - trees: folders that are watched with all below them. One that is not there is waited for.
  ///   - files: single files; where one is a link, what it leads to is watched too.
  package init(trees: [String], files: [String] = []) throws(FileWatchError) {
    let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.signals = signals
    worker = try Worker(trees: trees, files: files, signal: signal)
  }

  deinit { worker.stop() }

  package func stop() { worker.stop() }

  package func makeAsyncIterator() -> Iterator { Iterator(watcher: self, signals: signals.makeAsyncIterator()) }

  package struct Iterator: AsyncIteratorProtocol {
    /// Kept alive while it is iterated.
    let watcher: FileWatcher
    var signals: AsyncStream<Void>.Iterator

    package mutating func next() async -> FileChanges? { await next(isolation: nil) }

    package mutating func next(isolation: isolated (any Actor)?) async -> FileChanges? {
      while await signals.next(isolation: isolation) != nil {
        if let changes = watcher.worker.take() { return changes }
      }
      return nil
    }
  }
}

/// Reads the queue of events on a dispatch queue of its own.
private final class Worker: @unchecked Sendable {
  // Unchecked for `places`, `burst` and `timer`: only blocks on `queue` use them, one after the other.
  private let queue = DispatchQueue(label: "luahost.file-watcher")
  private let inotify: Inotify
  private let places: WatchedPlaces
  private let source: any DispatchSourceRead
  private let signal: AsyncStream<Void>.Continuation
  private var burst = Burst()
  private var timer: UInt64?
  private let ready = Mutex(FileChanges())

  init(trees: [String], files: [String], signal: AsyncStream<Void>.Continuation) throws(FileWatchError) {
    self.signal = signal
    inotify = try Inotify()
    places = try WatchedPlaces(inotify, trees: trees, files: files)
    source = DispatchSource.makeReadSource(fileDescriptor: inotify.descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.receive() }
    // The descriptor stays open until the source is done with it.
    source.setCancelHandler { [inotify] in withExtendedLifetime(inotify) {} }
    source.resume()
  }

  func stop() {
    source.cancel()
    signal.finish()
  }

  func take() -> FileChanges? {
    ready.withLock { ready in
      defer { ready = FileChanges() }
      return ready.isEmpty ? nil : ready
    }
  }

  private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

  private func receive() {
    burst.add(places.changes(inotify.events()), at: Self.now)
    settle()
  }

  private func settle() {
    if let changes = burst.take(at: Self.now) {
      ready.withLock { $0.merge(changes) }
      signal.yield()
    }
    guard let end = burst.end, timer == nil else { return }
    timer = end
    queue.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: end)) { [weak self] in
      self?.timer = nil
      self?.settle()
    }
  }
}
