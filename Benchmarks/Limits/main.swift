import Foundation
import Integrations
import JSONSchema
import Synchronization

/// How soon runaway scripts are stopped, and what a job beside them notices: `limits-bench FOLDER`, the folder of
/// hostile scripts. Each script runs as a task with a timeout of 0.2 s, while another job ticks every 10 ms.

let timeout = 0.2

/// Gives no answer to anybody.
struct SilentTransport: HTTPTransport {
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    try? await Task.sleep(for: .seconds(3600))
    throw HTTPFailure(kind: .cancelled, message: "cancelled", url: request.url)
  }

  func shutdown() async {}
}

/// Notes when a job's task started, ended or logged.
final class Stopwatch: Sendable {
  private let instants = Mutex((started: [ContinuousClock.Instant](), ended: [ContinuousClock.Instant]()))
  private let last = Mutex((tick: ContinuousClock.Instant?.none, worst: Duration.zero))

  func receive(_ event: JobEvent) {
    switch event {
    case .taskStarted("hostile"): instants.withLock { $0.started.append(.now) }
    case .taskEnded(let task) where task.name == "hostile": instants.withLock { $0.ended.append(.now) }
    case .logged(_, let line) where line.text == "tick": tick()
    default: return
    }
  }

  private func tick() {
    last.withLock { last in
      let now = ContinuousClock.now
      if let before = last.tick { last.worst = max(last.worst, now - before) }
      last.tick = now
    }
  }

  /// The longest time between two ticks since the last call, over the 10 ms that it should be.
  func takeWorstDelay() -> Duration {
    last.withLock { last in
      defer { last.worst = .zero }
      return max(.zero, last.worst - .milliseconds(10))
    }
  }

  /// From the start of the task to its end.
  var elapsed: Duration? {
    instants.withLock { instants in
      guard let start = instants.started.first, let end = instants.ended.first else { return nil }
      return end - start
    }
  }
}

extension Duration {
  var milliseconds: Double { seconds * 1000 }
}

/// A folder that is gone after the body.
func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "limits-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

func run(_ repository: URL, _ name: String, _ stopwatch: Stopwatch) async throws -> JobResult {
  let repository = try Repository(root: repository.path)
  let runner = JobRunner(transport: SilentTransport()) { stopwatch.receive($0) }
  var limits = JobLimits()
  limits[.logLines] = 100_000
  let integration = try IntegrationLoader.load(name, in: repository, limits: limits)
  return try await runner.run(
    integration, options: JobOptions(jobID: "bench", config: .object(["list": [], "name": "acme"]), limits: limits))
}

func write(_ text: String, to file: URL) throws {
  try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: file, atomically: false, encoding: .utf8)
}

/// Runs one script; the milliseconds past its deadline, and how it ended.
func measure(_ script: URL, integration: URL) async throws -> (late: Double, outcome: String) {
  try await withFolder { folder in
    let source = try String(contentsOf: script, encoding: .utf8)
    let home = folder.appending(path: "integrations/hostile")
    try FileManager.default.createDirectory(at: home.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: integration, to: home)
    try write(#"[{ "name": "hostile", "schema": {} }]"#, to: folder.appending(path: "integrations.json"))
    let isInsight = source.contains("-- needs:") && source.contains("insight")
    try write(
      "task { name = 'hostile', title = 'Hostile', timeout = \(timeout), order = 500, run = function(ctx) \(source)\nend }",
      to: home.appending(path: "\(isInsight ? "insights" : "collectors")/hostile.lua"))
    let stopwatch = Stopwatch()
    let result = try await run(folder, "hostile", stopwatch)
    let task = result.tasks.first { $0.name == "hostile" }
    guard let elapsed = stopwatch.elapsed else { fatalError("\(script.lastPathComponent): the task never ran") }
    let late = elapsed.milliseconds - timeout * 1000
    return (max(0, late), task?.success == true ? "the task succeeded" : task?.errors.first ?? result.error ?? "?")
  }
}

guard CommandLine.arguments.count >= 2 else {
  print("usage: limits-bench Tests/HostileScripts [NAME]\n       limits-bench jobs [COUNT]")
  exit(64)
}
if CommandLine.arguments[1] == "jobs" {
  try await runSmallJobs(CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 10_000)
  exit(0)
}
let root = URL(filePath: CommandLine.arguments[1])
let filter = CommandLine.arguments.dropFirst(2).first ?? ""
let scripts = try FileManager.default
  .contentsOfDirectory(at: root.appending(path: "runaways"), includingPropertiesForKeys: nil)
  .filter { $0.pathExtension == "lua" && (filter.isEmpty || $0.lastPathComponent.contains(filter)) }
  .sorted { $0.lastPathComponent < $1.lastPathComponent }
try await withFolder { folder in
  try write(#"[{ "name": "ticker", "schema": {} }]"#, to: folder.appending(path: "integrations.json"))
  try write(#"return runner { name = "ticker" }"#, to: folder.appending(path: "integrations/ticker/entry.lua"))
  try write(
    """
    task { name = "tick", title = "Ticks", run = function(ctx)
      while true do sleep(0.01) ctx.add_log("tick") end
    end }
    """, to: folder.appending(path: "integrations/ticker/collectors/tick.lua"))
  let ticks = Stopwatch()
  let ticker = Task { try await run(folder, "ticker", ticks) }
  try await Task.sleep(for: .milliseconds(200))
  _ = ticks.takeWorstDelay()
  var late: [(late: Double, name: String)] = []
  var worstTick = (delay: 0.0, name: "")
  for script in scripts {
    let (delay, outcome) = try await measure(script, integration: root.appending(path: "integration"))
    let tick = ticks.takeWorstDelay().milliseconds
    let name = script.deletingPathExtension().lastPathComponent
    late.append((delay, name))
    if tick > worstTick.delay { worstTick = (tick, name) }
    if delay > 100 || tick > 50 || !filter.isEmpty {
      print("\(name): \(Int(delay)) ms late, the other job's tick \(Int(tick)) ms late; \(outcome.prefix(160))")
    }
  }
  ticker.cancel()
  _ = try await ticker.value
  late.sort { $0.late < $1.late }
  guard let worst = late.last else { return }
  let within = late.count { $0.late <= 250 }
  print("runaway scripts stopped within 250 ms of the deadline: \(within) / \(scripts.count)")
  print("past the deadline: median \(Int(late[late.count / 2].late)) ms, worst \(Int(worst.late)) ms (\(worst.name))")
  print("a second job's 10 ms timer, worst delay: \(Int(worstTick.delay)) ms (\(worstTick.name))")
}
