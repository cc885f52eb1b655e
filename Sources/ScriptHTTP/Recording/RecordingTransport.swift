package import Integrations

/// Writes each exchange of another transport to a folder, without what is secret in it.
///
/// ```swift
/// let transport = try RecordingTransport(network, into: RecordingFolder("tests/fixtures"), secrets: [token])
/// let response = try await transport.send(request)
/// try transport.finish()
/// ```
package final class RecordingTransport: HTTPTransport {
  private let next: any HTTPTransport
  private let mask: RecordingMask
  private let stage: RecordingStage

  /// - Parameter secrets: values that must not be written.
  /// - Throws: `usage` where the folder holds other files, or another run records into it.
  package init(
    _ next: any HTTPTransport, into folder: RecordingFolder, secrets: [String] = []
  ) throws(IntegrationError) {
    self.next = next
    mask = RecordingMask(secrets: secrets)
    stage = try RecordingStage(for: folder, mask: mask)
  }

  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let start = stage.start()
    let result: Result<HTTPResponse, HTTPFailure>
    do throws(HTTPFailure) {
      result = .success(try await next.send(request))
    } catch {
      result = .failure(error)
    }
    let recording = Recording(
      requester: request.requester, request: mask.masked(request), outcome: mask.masked(result))
    stage.add(recording, start: start)
    return try result.get()
  }

  package func shutdown() async { await next.shutdown() }

  /// Puts the recordings into their folder, in place of those that were there, when all exchanges are over. Gives their
  /// number.
  @discardableResult
  package func finish() throws(IntegrationError) -> Int { try stage.finish() }

  /// Forgets them; the folder stays as it was.
  package func discard() { stage.discard() }
}
