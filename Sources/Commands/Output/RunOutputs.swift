import Integrations

/// All that a run gives out: progress while it goes on, then each document where it belongs.
///
/// Data goes to standard output or files; talk goes to standard error. Where the pretty form has standard output,
/// progress is part of it.
struct RunOutputs {
  let observer: any JobObserver
  private let targets: [(target: OutputTarget, file: OutputFile?)]
  private let streams: [(path: String?, sink: OutputSink)]
  private let subject: RunReport.Subject
  private let isVerbose: Bool
  private let standardOutput = OutputSink()

  /// Of one insight, on a terminal or beside files that hold them all.
  private static let mostViolations = 20

  /// Opens what is written while the job runs, and looks whether the rest can be written.
  init(_ targets: [OutputTarget], for subject: RunReport.Subject, isVerbose: Bool) throws(IntegrationError) {
    self.subject = subject
    self.isVerbose = isVerbose
    var opened: [(OutputTarget, OutputFile?)] = []
    var streams: [(String?, OutputSink)] = []
    for target in targets {
      let file = try target.path.map { path throws(IntegrationError) in try OutputFile(path) }
      if target.format == .ndjson {
        streams.append((target.path, try file?.openInPlace() ?? standardOutput))
      } else {
        opened.append((target, file))
      }
    }
    self.targets = opened
    self.streams = streams
    let progress = Self.progress(targets, folder: subject.folder, isVerbose: isVerbose)
    observer = ObserverGroup(progress: progress, streams: streams.map { EventLines($0.1, of: subject.name) })
  }

  private static func progress(_ targets: [OutputTarget], folder: String, isVerbose: Bool) -> any JobObserver {
    let output = Console(Console.standardOutput)
    let format = targets.first { $0.path == nil }?.format
    let console = format == .pretty ? output : Console(Console.standardError)
    // Events that scroll by on the same terminal are progress enough.
    if format == .ndjson, output.isTerminal { return SilentObserver() }
    if console.isTerminal { return LiveProgress(console, folder: folder, verbose: isVerbose) }
    return PlainProgress(console, folder: folder, verbose: isVerbose)
  }

  /// Writes the documents: all that can be written, whatever becomes of the others.
  /// - Throws: ``IntegrationError`` of what could not be written.
  func finish(_ result: JobResult) throws(IntegrationError) {
    let report = RunReport(result, of: subject)
    var faults: [IntegrationError] = []
    func attempt(_ body: () throws(IntegrationError) -> Void) {
      do throws(IntegrationError) { try body() } catch { faults.append(error) }
    }
    for (path, sink) in streams where path != nil { attempt { () throws(IntegrationError) in try close(sink, path) } }
    for (target, file) in targets {
      guard let file else {
        writeToStandardOutput(report, target.format)
        continue
      }
      attempt { () throws(IntegrationError) in
        let renderer = target.format.renderer(for: target.path, isVerbose: isVerbose)
        try file.write { renderer.render(report, to: $0) }
      }
    }
    attempt { () throws(IntegrationError) in try standardOutput.finishStandardOutput() }
    sumUp(report, failed: faults.count)
    guard let last = faults.popLast() else { return }
    for fault in faults { _ = Complaint.report(fault) }
    throw last
  }

  private func close(_ sink: OutputSink, _ path: String?) throws(IntegrationError) {
    guard let fault = sink.finish() else { return }
    throw OutputFile.fault(path ?? "", errno: fault)
  }

  private func writeToStandardOutput(_ report: RunReport, _ format: OutputFormat) {
    guard format == .pretty else {
      format.renderer(for: nil, isVerbose: isVerbose).render(report, to: standardOutput)
      return
    }
    let console = standardOutput.console
    let most = console.isTerminal && !isVerbose ? Self.mostViolations : .max
    JobReport(report, console: console, mostViolations: most).write(to: standardOutput)
  }

  /// Tells a person what came of it where standard output does not.
  private func sumUp(_ report: RunReport, failed: Int) {
    let files = targets.compactMap(\.file?.path) + streams.compactMap(\.path)
    let hasPrettyOutput = targets.contains { $0.target.format == .pretty && $0.file == nil }
    let talk = OutputSink(Console.standardError)
    let isOutputFree = targets.allSatisfy { $0.file != nil } && streams.allSatisfy { $0.path != nil }
    if isOutputFree {
      JobReport(report, console: talk.console, mostViolations: isVerbose ? .max : Self.mostViolations).write(to: talk)
    } else if !hasPrettyOutput {
      talk.write(JobReport(report, console: talk.console).summary + "\n")
    }
    if failed == 0, !files.isEmpty {
      talk.write(talk.console.paint("wrote ", .dim) + files.map { Console.plain($0) }.joined(separator: ", ") + "\n")
    }
    _ = talk.finish()
  }
}
