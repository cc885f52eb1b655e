import Development
import Integrations
import ScriptHTTP

/// One run of a session: loads the sources, plans what is touched, and runs that.
struct DevRun: Sendable {
  /// What is known before it.
  struct Order: Sendable {
    var settings: DevSettings
    var name: String
    var selection: JobPlan.Selection
    var change: RerunPlan.Change
    var before: [TaskShape]
    var known: [String: KeptTask]
  }

  struct Outcome: Sendable {
    var result: JobResult
    var shapes: [TaskShape]
    var plan: RerunPlan
    /// The tasks of the plan that take part.
    var ran: Set<String>
    /// How many results were taken over.
    var keptCount: Int
    /// Whether all tasks of the integration ran.
    var isWhole: Bool
  }

  private let order: Order
  private let exchanges: MemoryTransport
  private let progress: any JobObserver
  private let inspector: JobInspector
  private let loading = LoadCancellation()

  init(_ order: Order, exchanges: MemoryTransport, progress: any JobObserver, inspector: JobInspector) {
    self.order = order
    self.exchanges = exchanges
    self.progress = progress
    self.inspector = inspector
  }

  /// Cancelling the calling task ends it early, with what was reached.
  /// - Throws: where the sources cannot be loaded, or lack a task that was asked for.
  func outcome() async throws(IntegrationError) -> Outcome {
    let integration = try await load()
    let shapes = integration.tasks.map(TaskShape.init)
    let names = try JobPlan(order.selection, of: integration.tasks).names
    let reads = order.known.mapValues { Set($0.result.reads) }
    let plan = RerunPlan(order.change, tasks: shapes, before: order.before, reads: reads)
    let ran = plan.run.intersection(names)
    var options = order.settings.options(order.selection)
    options.kept = order.known.filter { names.contains($0.key) && !ran.contains($0.key) }
    let keptCount = options.kept.count
    let isWhole = ran.count == shapes.count

    let clock = ReplayClock(isSkipping: { exchanges.isReplay }).clock
    let folder = order.settings.repository.folder(of: order.name)
    let runner = JobRunner(transport: ClientTransport(exchanges, clock: clock), inspector: inspector) { event in
      if case .inspected(let snapshot) = event {
        progress.notice(SnapshotPage(snapshot, folder: folder).text)
      } else {
        progress.receive(event)
      }
    }
    progress.start()
    defer { progress.stop() }
    let result = try await runner.run(integration, options: options)
    return Outcome(
      result: result, shapes: shapes, plan: plan, ran: ran, keptCount: keptCount, isWhole: isWhole)
  }

  private func load() async throws(IntegrationError) -> sending LoadedIntegration {
    let outcome: Result<LoadedIntegration, IntegrationError> = await withTaskCancellationHandler {
      do throws(IntegrationError) {
        return .success(
          try IntegrationLoader.load(
            order.name, in: order.settings.repository, limits: order.settings.limits, cancellation: loading))
      } catch {
        return .failure(error)
      }
    } onCancel: {
      loading.cancel()
    }
    return try outcome.get()
  }
}
