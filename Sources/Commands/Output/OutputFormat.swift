import ArgumentParser
import Integrations
import JSONSchema

/// What `run` prints.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case pretty, json, ndjson
}

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
  func notice(_ text: String) { Console(Console.standardError).write(text + "\n") }
}

/// Puts together what a format needs: an observer while the job runs, a document at its end.
struct Rendering {
  let observer: any JobObserver
  private let format: OutputFormat
  private let sink: OutputSink
  private let verbose: Bool
  private let folder: String

  init(format: OutputFormat, sink: OutputSink, verbose: Bool, folder: String) {
    self.format = format
    self.sink = sink
    self.verbose = verbose
    self.folder = folder
    let talk = Console(Console.standardError)
    observer =
      switch format {
      case .ndjson: EventLines(sink)
      case .pretty where sink.console.isTerminal: LiveProgress(sink.console, folder: folder, verbose: verbose)
      case .pretty: PlainProgress(sink.console, folder: folder, verbose: verbose)
      case .json where talk.isTerminal: LiveProgress(talk, folder: folder, verbose: verbose)
      case .json: SilentObserver()
      }
  }

  func finish(_ result: JobResult) throws {
    switch format {
    case .pretty: sink.write(JobReport(result, console: sink.console, folder: folder).text)
    case .json: sink.write(String(decoding: result.json.serialized(pretty: true), as: UTF8.self) + "\n")
    case .ndjson: break
    }
    try sink.check()
  }
}

struct SilentObserver: JobObserver {
  func start() {}
  func receive(_ event: JobEvent) {}
  func stop() {}
}
