import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-C and SIGTERM: the first asks the job to end, the second ends the process. Ctrl-\ (SIGQUIT) asks what it does.
final class Interrupts: Sendable {
  private final class Counter: Sendable {
    let count = Atomic(0)
  }

  private let counter: Counter
  private let watch: SignalWatch

  init(onFirst: @escaping @Sendable () -> Void, onQuit: @escaping @Sendable () -> Void) {
    let counter = Counter()
    self.counter = counter
    watch = SignalWatch([SIGINT, SIGTERM, SIGQUIT]) { number in
      if number == SIGQUIT { return onQuit() }
      let number = counter.count.add(1, ordering: .relaxed).newValue
      guard number == 1 else { _exit(ExitStatus.interrupted.rawValue) }
      onFirst()
    }
  }

  var wasInterrupted: Bool { counter.count.load(ordering: .relaxed) > 0 }

  /// Gives the signals back their usual effect.
  func stop() { watch.stop() }
}
