import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-C and SIGTERM: the first asks the job to end, the second ends the process. Ctrl-\ (SIGQUIT) asks what it does.
/// A prompt goes on after each.
final class Interrupts: @unchecked Sendable {
  // Unchecked for the sources: they are set by init and read by stop, both called by the command's own task.
  private var sources: [any DispatchSourceSignal] = []
  private let count = Mutex(0)

  /// - Parameter endsOnSecond: whether the second one ends the process; otherwise each is told.
  init(
    endsOnSecond: Bool = true, onFirst: @escaping @Sendable () -> Void, onQuit: @escaping @Sendable () -> Void
  ) {
    let queue = DispatchQueue(label: "luahost.interrupts")
    let isRegistered = DispatchSemaphore(value: 0)
    for number in [SIGINT, SIGTERM] {
      handle(number, on: queue, isRegistered) { [weak self] in self?.interrupted(onFirst, endsOnSecond) }
    }
    handle(SIGQUIT, on: queue, isRegistered, onQuit)
    // Until then a signal would be lost: the process ignores it, and the source does not see it yet.
    for _ in sources { isRegistered.wait() }
  }

  private func handle(
    _ number: Int32, on queue: DispatchQueue, _ isRegistered: DispatchSemaphore, _ body: @escaping @Sendable () -> Void
  ) {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: body)
    source.setRegistrationHandler { isRegistered.signal() }
    source.resume()
    sources.append(source)
  }

  var wasInterrupted: Bool { count.withLock { $0 > 0 } }

  private func interrupted(_ onFirst: () -> Void, _ endsOnSecond: Bool) {
    let number = count.withLock { count in
      count += 1
      return count
    }
    guard number == 1 || !endsOnSecond else { _exit(ExitStatus.interrupted.rawValue) }
    onFirst()
  }

  /// Gives the signals back their usual effect.
  func stop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGQUIT] { signal(number, SIG_DFL) }
  }
}
