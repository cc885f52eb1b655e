import Integrations
import ScriptHTTP

/// Where the answers to the requests of a test file come from.
struct TestExchanges {
  /// The integration's folder, as the user can open it.
  let folder: String
  /// The test file, relative to it.
  let file: String
  let options: TestOptions
  /// Who may be asked, when missing recordings are made.
  let policy: NetworkPolicy

  /// Recordings of one's own: `tests/fixtures/items/` for `tests/items_test.lua`.
  private var ownFolder: String {
    let name = Files.lastComponent(file).dropLast("_test.lua".count)
    return Files.join(folder, "tests/fixtures/\(name)")
  }

  private var sharedFolder: String { Files.join(folder, "tests/fixtures") }

  /// A transport with what goes with it: where new recordings are written.
  struct Opened {
    let transport: TestTransport
    let recorder: MissingRecorder?
    let network: (any HTTPTransport)?

    /// What the scripts' requests go through first. Only where nothing is sent are pauses over at once.
    var client: ClientTransport { client(over: transport) }

    /// The same over another transport, which hands on to this one.
    func client(over next: any HTTPTransport) -> ClientTransport {
      ClientTransport(next, clock: network == nil ? ReplayClock().clock : .system)
    }

    /// Writes what was recorded; gives the paths.
    func finish() async throws(IntegrationError) -> [String] {
      await network?.shutdown()
      return try recorder?.finish() ?? []
    }
  }

  /// - Parameters:
  ///   - recordings: a folder that a test names, under `tests/`; nil for the usual ones.
  ///   - line: of the test, for the command that records.
  func open(recordings: String?, secrets: [String], line: Int?) throws(IntegrationError) -> Opened {
    let own = try recordings.map { path throws(IntegrationError) in try inTests(path) } ?? ownFolder
    let entries = try RecordingFolder.entries(own: own, shared: recordings == nil ? sharedFolder : nil)
    let network = options.recording?.network(policy)
    let recorder = network.map { MissingRecorder($0, into: RecordingFolder(own), secrets: secrets) }
    let command = "luahost test --record \(Files.join(folder, file))\(line.map { ":\($0)" } ?? "")"
    let transport = TestTransport(
      .recordings(entries, shown: own), secrets: secrets, recordCommand: command, recorder: recorder)
    return Opened(transport: transport, recorder: recorder, network: network)
  }

  /// For requests of the tests themselves: recordings that cannot be read are the fault of those that need them.
  func openForTests() -> Opened {
    do throws(IntegrationError) {
      return try open(recordings: nil, secrets: [], line: nil)
    } catch {
      let transport = TestTransport(
        .unreadable("the recordings cannot be read: \(error)"), secrets: [], recordCommand: nil)
      return Opened(transport: transport, recorder: nil, network: nil)
    }
  }

  func open(answers: [TestAnswer], secrets: [String]) -> Opened {
    Opened(
      transport: TestTransport(.answers(answers), secrets: secrets, recordCommand: nil), recorder: nil, network: nil)
  }

  /// A folder that a test names, which must be under `tests/`.
  private func inTests(_ path: String) throws(IntegrationError) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !parts.contains(".."), !parts.contains(""), !path.hasPrefix("/") else {
      throw IntegrationError(
        code: .usage,
        message: "the option http is a folder under tests/, such as \"fixtures/two_pages\", found \"\(path)\"")
    }
    return Files.join(folder, "tests/\(path)")
  }
}
