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
    case answered(tag: Int, serial: Int, Result<HTTPResponse, HTTPFailure>)
    case performed(tag: Int, serial: Int, [LuaOutput])
    /// A line for the log of the task that waits for the exchange.
    case noticed(tag: Int, serial: Int, String)
    case reached(UInt64)
    case inspect
    case cancelled
  }

  /// Runs a job. Cancelling the calling task ends it early, with what was reached.
  /// - Throws: ``IntegrationError`` of code `usage` for a selection that names no task.
  package func run(
    _ integration: sending LoadedIntegration, options: JobOptions
  ) async throws(IntegrationError) -> JobResult {
    let plan = try JobPlan(options.selection, of: integration.tasks)
    let (messages, mailbox) = AsyncStream.makeStream(of: Message.self)
    let interrupter = integration.host.state.interrupter
    inspector.connect {
      interrupter.inspect()
      mailbox.yield(.inspect)
    }
    defer { inspector.connect(nil) }
    return await withTaskCancellationHandler {
      await withTaskExecutorPreference(ScriptExecutor()) {
        await Loop(self, mailbox: mailbox).run(
          JobEngine(integration, options: options, plan: plan, clock: clock, inspector: inspector, emit: onEvent),
          messages: messages)
      }
    } onCancel: {
      interrupter.interrupt()
      mailbox.yield(.cancelled)
    }
  }

  /// The outside of one engine: exchanges, operations and the timer under way.
  private final class Loop {
    private let runner: JobRunner
    private let mailbox: AsyncStream<Message>.Continuation
    private var exchanges: [Int: (serial: Int, task: Task<Void, Never>)] = [:]
    private var serial = 0
    private var timer: (instant: UInt64, task: Task<Void, Never>)?

    init(_ runner: JobRunner, mailbox: AsyncStream<Message>.Continuation) {
      self.runner = runner
      self.mailbox = mailbox
    }

    func run(_ engine: JobEngine, messages: AsyncStream<Message>) async -> JobResult {
      engine.start()
      carryOut(engine)
      var iterator = messages.makeAsyncIterator()
      while true {
        if let result = engine.result {
          await close()
          engine.integration.host.reportCoverage()
          return result
        }
        guard let message = await iterator.next() else {
          engine.stop("cancelled")
          continue
        }
        handle(message, engine)
        carryOut(engine)
      }
    }

    private func handle(_ message: Message, _ engine: JobEngine) {
      switch message {
      case .answered(let tag, let serial, let result):
        guard exchanges[tag]?.serial == serial else { return }
        exchanges[tag] = nil
        engine.respond(result, to: tag)
      case .performed(let tag, let serial, let values):
        guard exchanges[tag]?.serial == serial else { return }
        exchanges[tag] = nil
        engine.performed(values, for: tag)
      case .noticed(let tag, let serial, let text):
        if exchanges[tag]?.serial == serial { engine.note(text, for: tag) }
      case .reached(let instant):
        if timer?.instant == instant { timer = nil }
        engine.fire(at: max(instant, runner.clock.monotonic()))
      case .cancelled: engine.stop("cancelled")
      case .inspect: engine.inspect(running: nil)
      }
    }

    private func carryOut(_ engine: JobEngine) {
      for effect in engine.takeEffects() {
        switch effect {
        case .send(let request, let tag): send(request, for: tag)
        case .perform(let operation, let tag): perform(operation, for: tag)
        case .cancel(let tag): exchanges.removeValue(forKey: tag)?.task.cancel()
        }
      }
      guard let next = engine.timers.next, next < timer?.instant ?? .max else { return }
      timer?.task.cancel()
      timer = (
        next,
        Task { [clock = runner.clock, mailbox] in
          await clock.wait(next)
          if !Task.isCancelled { mailbox.yield(.reached(next)) }
        }
      )
    }

    private func send(_ request: HTTPRequest, for tag: Int) {
      serial += 1
      var request = request
      request.notice = { [mailbox, serial] text in mailbox.yield(.noticed(tag: tag, serial: serial, text)) }
      let task = Task { [transport = runner.transport, mailbox, serial, request] in
        let result: Result<HTTPResponse, HTTPFailure>
        do throws(HTTPFailure) {
          result = .success(try await transport.send(request))
        } catch {
          result = .failure(error)
        }
        mailbox.yield(.answered(tag: tag, serial: serial, result))
      }
      exchanges[tag] = (serial, task)
    }

    private func perform(_ operation: ScriptOperation, for tag: Int) {
      serial += 1
      let task = Task<Void, Never> { [mailbox, serial] in
        let values = await operation.perform()
        mailbox.yield(.performed(tag: tag, serial: serial, values))
      }
      exchanges[tag] = (serial, task)
    }

    /// Nothing of a job outlives it.
    private func close() async {
      timer?.task.cancel()
      for exchange in exchanges.values { exchange.task.cancel() }
      for exchange in exchanges.values { await exchange.task.value }
    }
  }
}
