import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// Signals that a command handles itself, until it is stopped.
final class SignalWatch: @unchecked Sendable {
  // Unchecked for the sources: they are set by init and read by stop, both called by the command's own task.
  private var sources: [any DispatchSourceSignal] = []
  private let numbers: [Int32]

  /// - Parameter body: is called on a queue of its own.
  init(_ numbers: [Int32], _ body: @escaping @Sendable (Int32) -> Void) {
    self.numbers = numbers
    let queue = DispatchQueue(label: "luahost.signals")
    let isRegistered = DispatchSemaphore(value: 0)
    for number in numbers {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { body(number) }
      source.setRegistrationHandler { isRegistered.signal() }
      source.resume()
      sources.append(source)
    }
    // Until then a signal would be lost: the process ignores it, and the source does not see it yet.
    for _ in sources { isRegistered.wait() }
  }

  /// Gives the signals back their usual effect.
  func stop() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }
}
