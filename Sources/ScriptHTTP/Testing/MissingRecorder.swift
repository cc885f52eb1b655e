import FoundationEssentials
package import Integrations
import Synchronization

/// Sends requests that have no recording to the network, and adds what came back to a folder of recordings.
package final class MissingRecorder: HTTPTransport {
  private let network: any HTTPTransport
  private let folder: RecordingFolder
  private let mask: RecordingMask
  private let recordings = Mutex<[Recording]>([])

  /// - Parameter secrets: values that must not be written.
  package init(_ network: any HTTPTransport, into folder: RecordingFolder, secrets: [String]) {
    self.network = network
    self.folder = folder
    mask = RecordingMask(secrets: secrets)
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await network.send(request))
    } catch {
      result = .failure(error)
    }
    let recording = Recording(
      requester: request.requester, request: mask.masked(request), outcome: mask.masked(result))
    if !recording.isCancelled { recordings.withLock { $0.append(recording) } }
    return try result.get()
  }

  package func shutdown() async {}

  /// Writes what was recorded, when all exchanges are over; what was in the folder stays.
  /// - Returns: the paths of the new files.
  package func finish() throws(IntegrationError) -> [String] {
    let recordings = recordings.withLock { recordings in
      defer { recordings = [] }
      return recordings
    }
    var paths: [String] = []
    for recording in recordings {
      // More may have been learned to be secret since.
      let recording = mask.applied(to: recording)
      let name = RecordingName(recording.request, key: RequestKey(recording.request))
      let place = Files.join(folder.path, name.folder)
      var number = 1
      func path() -> String { Files.join(place, "\(name.stem)-\(number)\(RecordingFolder.fileExtension)") }
      while Files.exists(path()) { number += 1 }
      try Self.write(recording.printed(), to: path(), in: place)
      paths.append(path())
    }
    let attributes = Files.join(folder.path, RecordingStage.attributesName)
    if !paths.isEmpty, !Files.exists(attributes) {
      try Self.write(Array("* -text\n".utf8), to: attributes, in: folder.path)
    }
    return paths
  }

  private static func write(_ bytes: [UInt8], to path: String, in folder: String) throws(IntegrationError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw IntegrationError(
        code: .unwritable,
        message: "The recording cannot be written: check that there is room and that you may write there.",
        location: SourceLocation(file: path))
    }
  }
}
