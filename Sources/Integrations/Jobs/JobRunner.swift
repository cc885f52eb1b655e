import Lua

/// Runs a job to its end: carries out the effects of ``JobEngine`` and brings back what came of them.
///
/// ```swift
/// let integration = try IntegrationLoader.load("hello_world", in: repository)
/// let result = try await JobRunner(transport: transport).run(integration, options: JobOptions(jobID: "1"))
/// ```
package struct JobRunner: Sendable {
  private let transport: any HTTPTransport
  private let clock: JobClock
  private let inspector: JobInspector
  private let onEvent: @Sendable (JobEvent) -> Void

  package init(
    transport: any HTTPTransport, clock: JobClock = .system, inspector: JobInspector = JobInspector(),
    onEvent: @escaping @Sendable (JobEvent) -> Void = { _ in }
  ) {
    self.transport = transport
    self.clock = clock
    self.inspector = inspector
    self.onEvent = onEvent
  }

  private enum Message: Sendable {
    case answered(Inquiry)
    case performed(tag: Int, serial: Int, [LuaOutput])
    /// A line about a request, for the log of the task that sent it.
    case noticed(Strand.Owner, String)
    case reached(UInt64)
    case inspect
    case cancelled
  }

  /// What a strand asks of the transport. A class, for what comes of it is large, and is handed on a few times.
  private final class Inquiry: @unchecked Sendable {
    // Unchecked: the outcome is set once, before the mailbox gives it to its reader.
    let tag: Int
    let serial: Int
    private let mailbox: Mailbox<Message>
    private(set) var outcome: HTTPOutcome?

    init(tag: Int, serial: Int, mailbox: Mailbox<Message>) {
      self.tag = tag
      self.serial = serial
      self.mailbox = mailbox
    }

    func answered(_ outcome: HTTPOutcome) {
      self.outcome = outcome
      mailbox.put(.answered(self))
    }
  }

  /// Runs a job. Cancelling the calling task ends it early, with what was reached.
  /// - Throws: ``IntegrationError`` of code `usage` for a selection that names no task.
  package func run(
    _ integration: sending LoadedIntegration, options: JobOptions
  ) async throws(IntegrationError) -> JobResult {
    let plan = try JobPlan(options.selection, of: integration.tasks)
    let mailbox = Mailbox<Message>()
    let interrupter = integration.host.state.interrupter
    inspector.connect {
      interrupter.inspect()
      mailbox.put(.inspect)
    }
    defer { inspector.connect(nil) }
    return await withTaskCancellationHandler {
      await withTaskExecutorPreference(ScriptExecutor()) {
        await Loop(self, mailbox: mailbox).run(
          JobEngine(
            integration, options: options, plan: plan, clock: clock, inspector: inspector,
            notice: { mailbox.put(.noticed($0, $1)) }, emit: onEvent))
      }
    } onCancel: {
      interrupter.interrupt()
      mailbox.put(.cancelled)
    }
  }

  /// The outside of one engine: exchanges, operations and the timer under way.
  private final class Loop {
    private let runner: JobRunner
    private let mailbox: Mailbox<Message>
    /// By the tag of the strand that waits.
    private var exchanges: [Int: Awaited] = [:]
    private var serial = 0
    private var timer: (instant: UInt64, task: Task<Void, Never>)?

    private struct Awaited {
      var serial: Int
      var exchange: any HTTPExchange
    }

    init(_ runner: JobRunner, mailbox: Mailbox<Message>) {
      self.runner = runner
      self.mailbox = mailbox
    }

    func run(_ engine: JobEngine) async -> JobResult {
      engine.start()
      carryOut(engine)
      while true {
        if let result = engine.result {
          await close()
          engine.integration.host.reportCoverage()
          return result
        }
        for message in await mailbox.take() {
          guard engine.result == nil else {
            _ = isAwaited(message)
            continue
          }
          handle(message, engine)
          carryOut(engine)
        }
      }
    }

    private func handle(_ message: Message, _ engine: JobEngine) {
      switch message {
      case .answered(let inquiry):
        if isAwaited(message), let outcome = inquiry.outcome { engine.respond(outcome, to: inquiry.tag) }
      case .performed(let tag, _, let values): if isAwaited(message) { engine.performed(values, for: tag) }
      case .noticed(let owner, let text): engine.note(text, for: owner)
      case .reached(let instant):
        if timer?.instant == instant { timer = nil }
        engine.fire(at: max(instant, runner.clock.monotonic()))
      case .cancelled: engine.stop("cancelled")
      case .inspect: engine.inspect(running: nil)
      }
    }

    /// Whether a message is what an exchange, or an operation, was awaited for. It is not awaited any more then.
    private func isAwaited(_ message: Message) -> Bool {
      switch message {
      case .answered(let inquiry): isAwaited(inquiry.tag, inquiry.serial)
      case .performed(let tag, let serial, _): isAwaited(tag, serial)
      default: false
      }
    }

    private func isAwaited(_ tag: Int, _ serial: Int) -> Bool {
      guard let index = exchanges.index(forKey: tag), exchanges.values[index].serial == serial else { return false }
      exchanges.remove(at: index)
      return true
    }

    private func carryOut(_ engine: JobEngine) {
      engine.carryOutEffects { effect in
        switch effect {
        case .send(let request, let tag): send(request, for: tag)
        case .perform(let operation, let tag): perform(operation, for: tag)
        case .cancel(let tag): exchanges.removeValue(forKey: tag)?.exchange.cancel()
        }
      }
      guard let next = engine.timers.next, next < timer?.instant ?? .max else { return }
      timer?.task.cancel()
      timer = (
        next,
        Task { [clock = runner.clock, mailbox] in
          await clock.wait(next)
          if !Task.isCancelled { mailbox.put(.reached(next)) }
        }
      )
    }

    private func send(_ request: HTTPRequest, for tag: Int) {
      serial += 1
      let inquiry = Inquiry(tag: tag, serial: serial, mailbox: mailbox)
      let exchange = runner.transport.start(request) { inquiry.answered($0) }
      exchanges[tag] = Awaited(serial: serial, exchange: exchange)
    }

    private func perform(_ operation: ScriptOperation, for tag: Int) {
      serial += 1
      let task = HTTPTaskExchange { [mailbox, serial] in
        mailbox.put(.performed(tag: tag, serial: serial, await operation.perform()))
      }
      exchanges[tag] = Awaited(serial: serial, exchange: task)
    }

    /// Nothing of a job outlives it.
    private func close() async {
      timer?.task.cancel()
      for exchange in exchanges.values { exchange.exchange.cancel() }
      while !exchanges.isEmpty {
        for message in await mailbox.take() { _ = isAwaited(message) }
      }
    }
  }
}
