import Integrations

/// Watches a job on behalf of a person or a program.
protocol JobObserver: Sendable {
  func start()
  /// Called by the job, one event at a time.
  func receive(_ event: JobEvent)
  func stop()
  /// Says something that is not an event of the job.
  func notice(_ text: String)
}

extension JobObserver {
  func start() {}
  func stop() {}
  func notice(_ text: String) { Console(Console.standardError).write(text + "\n") }
}

/// Shows nothing.
struct SilentObserver: JobObserver {
  func receive(_ event: JobEvent) {}
}

/// One that shows progress, and others that write the events down.
struct ObserverGroup: JobObserver {
  let progress: any JobObserver
  let streams: [EventLines]

  func start() { progress.start() }

  func receive(_ event: JobEvent) {
    progress.receive(event)
    for stream in streams { stream.receive(event) }
  }

  func stop() { progress.stop() }
  func notice(_ text: String) { progress.notice(text) }
}
