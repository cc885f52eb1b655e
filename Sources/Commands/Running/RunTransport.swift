import FoundationEssentials
import Integrations
import ScriptHTTP

/// What carries the requests of a run: the network, the network with a recorder beside it, or recordings alone.
struct RunTransport {
  /// Where exchanges are kept or come from.
  enum Source: Hashable {
    case network
    case recording(into: String)
    case replay(from: String)
  }

  let transport: any HTTPTransport
  private let recorder: RecordingTransport?
  private let replay: ReplayTransport?
  private let source: Source

  /// - Throws: an ``IntegrationError`` where the folder of a recording or replay is not what it should be.
  /// - Parameter warn: takes a line for the user, once for each host that `policy` warns about.
  init(
    _ source: Source, secrets: [String], policy: NetworkPolicy, warn: @escaping @Sendable (String) -> Void,
    command: @autoclosure () -> String
  ) throws(IntegrationError) {
    self.source = source
    switch source {
    case .network:
      (recorder, replay) = (nil, nil)
      transport = ClientTransport(Self.network(policy, warn))
    case .recording(let path):
      let recorder = try RecordingTransport(Self.network(policy, warn), into: RecordingFolder(path), secrets: secrets)
      (self.recorder, replay) = (recorder, nil)
      transport = ClientTransport(recorder)
    case .replay(let path):
      let replay = ReplayTransport(
        try RecordingFolder(path).entries(), from: path, secrets: secrets, recordCommand: command())
      (recorder, self.replay) = (nil, replay)
      transport = ClientTransport(replay, clock: ReplayClock().clock)
    }
  }

  /// What sends requests for real.
  static func network(
    _ policy: NetworkPolicy, _ warn: @escaping @Sendable (String) -> Void
  ) -> NetworkTransport {
    NetworkTransport(
      settings: HTTPTransportSettings(
        version: Version.current, environment: ProcessInfo.processInfo.environment),
      policy: policy, warn: warn)
  }

  /// Ends it after the job. Recordings are kept when the job came to its end, whatever that was.
  /// - Returns: what became of them, for the user; nil where none were asked for.
  func finish(isComplete: Bool) async -> Result<String, IntegrationError>? {
    await transport.shutdown()
    guard let recorder, case .recording(let path) = source else { return nil }
    guard isComplete else {
      recorder.discard()
      return .success("nothing was recorded: the run did not come to its end; \(path) is as it was")
    }
    do throws(IntegrationError) {
      let count = try recorder.finish()
      return .success("recorded \(count == 1 ? "1 exchange" : "\(count) exchanges") in \(path)")
    } catch {
      return .failure(error)
    }
  }

  /// What a replay had no recording of.
  var missing: [String] { replay?.missing ?? [] }

  /// The recordings that a replay had no use for, by path.
  var unused: [String] { replay?.unused ?? [] }
}
