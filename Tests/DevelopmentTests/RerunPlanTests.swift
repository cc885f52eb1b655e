import Development
import Testing

/// What a change touches.
struct RerunPlanTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var change: RerunPlan.Change
    var tasks = RerunPlanTests.tasks
    var before = RerunPlanTests.tasks
    var reads = RerunPlanTests.reads
    var run: Set<String>
    var reason: String?

    init(
      _ name: String, _ change: RerunPlan.Change, run: Set<String>, reason: String? = nil,
      _ adjust: (inout Case) -> Void = { _ in }
    ) {
      (testDescription, self.change, self.run, self.reason) = (name, change, run, reason)
      adjust(&self)
    }
  }

  /// `users` and `hosts` are collected; `mfa` depends on users, `ports` asked about hosts, `report` asked about `mfa` and
  /// about a task that nobody declares.
  static let tasks = [
    TaskShape(name: "users", file: "collectors/users.lua"), TaskShape(name: "hosts", file: "collectors/hosts.lua"),
    TaskShape(name: "mfa", file: "insights/mfa.lua", dependsOn: ["users"]),
    TaskShape(name: "ports", file: "insights/ports.lua"), TaskShape(name: "report", file: "insights/report.lua"),
  ]
  static let reads: [String: Set<String>] = [
    "users": [], "hosts": [], "mfa": ["users"], "ports": ["hosts"], "report": ["mfa", "extra"],
  ]
  private static let all = Set(tasks.map(\.name))

  private static let cases = [
    Case("nothing changed", .files([]), run: []),
    Case("a text", .files(["README.md", "tests/mfa_test.lua"]), run: []),
    Case("an insight that nobody asks about", .files(["insights/ports.lua"]), run: ["ports"]),
    Case("an insight that another asked about", .files(["insights/mfa.lua"]), run: ["mfa", "report"]),
    Case(
      "a collector, by depends_on and on from there", .files(["collectors/users.lua"]), run: ["users", "mfa", "report"]),
    Case("a collector, by what was asked", .files(["collectors/hosts.lua"]), run: ["hosts", "ports"]),
    Case("entry.lua", .files(["entry.lua", "insights/ports.lua"]), run: all, reason: "entry.lua"),
    Case("a module", .files(["lib/pages.lua"]), run: all, reason: "lib/pages.lua"),
    Case("the config", .everything("the config"), run: all, reason: "the config"),
    Case("a task without a result", .files([]), run: ["ports"]) { $0.reads["ports"] = nil },
    Case("the first run", .files([]), run: all) { ($0.before, $0.reads) = ([], [:]) },
    Case("a task that came", .files(["insights/new.lua"]), run: ["new"]) {
      $0.tasks.append(TaskShape(name: "new", file: "insights/new.lua"))
    },
    Case("a task that was asked about before it was there", .files(["insights/extra.lua"]), run: ["extra", "report"]) {
      $0.tasks.append(TaskShape(name: "extra", file: "insights/extra.lua"))
    },
    Case("a task that went", .files(["insights/mfa.lua"]), run: ["report"]) { $0.tasks.removeAll { $0.name == "mfa" } },
    Case("a task that was renamed", .files(["collectors/hosts.lua"]), run: ["machines", "ports"]) {
      $0.tasks[1].name = "machines"
    },
    Case("a task that moved to another file", .files(["insights/ports.lua", "insights/more.lua"]), run: ["ports"]) {
      $0.tasks[3].file = "insights/more.lua"
    },
    Case(
      "a new dependency", .files(["insights/ports.lua", "collectors/users.lua"]),
      run: ["users", "mfa", "report", "ports"]
    ) {
      $0.tasks[3].dependsOn = ["users"]
    },
    Case("tasks that asked about each other", .files(["insights/mfa.lua"]), run: ["mfa", "report"]) {
      $0.reads["mfa"] = ["report"]
    },
  ]

  @Test(arguments: cases) func runsWhatIsTouched(_ example: Case) {
    let plan = RerunPlan(example.change, tasks: example.tasks, before: example.before, reads: example.reads)
    #expect(plan.run == example.run)
    #expect(plan.reason == example.reason)
  }
}
