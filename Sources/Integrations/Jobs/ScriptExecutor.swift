import Dispatch

/// Where the scripts of one job run: a serial queue of its own, which gets a thread when it needs one.
///
/// A script that computes for long holds up its own job and nothing else; on the shared pool, which has a thread a core,
/// two such scripts would stop every other job, and the progress of their own.
final class ScriptExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "luahost.scripts")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
