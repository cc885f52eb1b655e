import Integrations

/// What a job is doing, for Ctrl-\: each task with its state, and where its script is.
struct SnapshotPage {
  private let snapshot: JobSnapshot
  private let folder: String

  init(_ snapshot: JobSnapshot, folder: String) {
    self.snapshot = snapshot
    self.folder = folder
  }

  var text: String {
    let memory = "memory \(Self.size(snapshot.memory)) of \(Self.size(snapshot.memoryLimit))"
    var lines = ["\(snapshot.integration) after \(snapshot.age.brief): CPU \(snapshot.cpu.brief), \(memory)"]
    for task in snapshot.tasks { lines += describe(task) }
    return lines.joined(separator: "\n")
  }

  private func describe(_ task: JobSnapshot.Task) -> [String] {
    var line = "  \(Console.plain(task.name)): \(state(of: task))"
    if let age = task.age {
      line +=
        ", for \(age.brief), CPU \(task.cpu.brief), memory \(task.memory < 0 ? "−" : "+")\(Self.size(abs(task.memory)))"
    }
    var lines = [line]
    for strand in task.strands {
      if let wait = strand.wait {
        lines.append("    waits for \(Console.plain(wait)), since \(strand.since?.brief ?? "now")")
      } else {
        lines.append("    runs")
      }
      for frame in strand.traceback { lines.append("      \(folder)/\(Console.plain(frame.text))") }
    }
    return lines
  }

  private func state(of task: JobSnapshot.Task) -> String {
    switch task.status {
    case .queued: "queued"
    case .inProgress: "in progress"
    case .skipped: "skipped"
    case .done: task.success ? "done" : "failed"
    }
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1024 * 1024 { return "\((bytes + 512) / 1024) KiB" }
    let tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024)
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}
