import FoundationEssentials
import Integrations

extension Recording {
  /// The text form. It ends with a line break, which is no part of the body.
  package func printed() -> [UInt8] {
    var printer = RecordingPrinter()
    printer.print(self)
    return printer.bytes
  }

  /// Whether a body can stand in a text as it is: UTF-8, and no control characters but tabs and line breaks.
  static func isText(_ body: [UInt8]) -> Bool {
    String(validating: body, as: UTF8.self) != nil
      && !body.contains { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D) || $0 == 0x7F }
  }
}

private struct RecordingPrinter {
  var bytes: [UInt8] = []

  mutating func print(_ recording: Recording) {
    line(Recording.firstLine)
    if let requester = recording.requester { fact("task", requester) }
    print(recording.request)
    switch recording.outcome {
    case .response(let response): print(response, to: recording.request)
    case .failure(let failure): print(failure, of: recording.request)
    }
  }

  private mutating func print(_ request: Recording.Request) {
    line("> \(request.method) \(request.url)")
    for header in request.headers { line("> \(header.name): \(header.value)") }
    if !request.verify { fact("verify", "false") }
    if request.redirects != Recording.Request.defaultRedirects { fact("redirects", String(request.redirects)) }
    guard let body = request.body else { return }
    let isText = Recording.isText(body)
    if !isText { fact("body", "base64") }
    line(">")
    guard !body.isEmpty else { return }
    let shown = isText ? body : Self.base64(body)
    for part in shown.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      bytes += part.isEmpty ? Array(">\n".utf8) : Array("> ".utf8) + part + [UInt8(ascii: "\n")]
    }
  }

  private mutating func print(_ response: HTTPResponse, to request: Recording.Request) {
    line("< \(response.status)")
    for header in response.headers { line("< \(header.name): \(header.value)") }
    if response.url != request.url { fact("url", response.url) }
    for url in response.redirectedFrom { fact("redirected-from", url) }
    fact("elapsed", Self.text(of: response.elapsed))
    if let version = response.httpVersion { fact("http-version", version) }
    for (name, value) in response.tls?.recorded ?? [] { fact(name, value) }
    guard !response.body.isEmpty else { return }
    let isText = Recording.isText(response.body)
    if !isText { fact("body", "base64") }
    line("")
    bytes += isText ? response.body : Self.base64(response.body)
    line("")
  }

  private mutating func print(_ failure: HTTPFailure, of request: Recording.Request) {
    line("! \(failure.kind.rawValue) \(failure.message)")
    if failure.url != request.url { fact("url", failure.url) }
    let usual = HTTPFailure(kind: failure.kind, message: "", url: "").isTransient
    if failure.isTransient != usual { fact("transient", String(failure.isTransient)) }
  }

  private mutating func fact(_ name: String, _ value: String) { line("* \(name): \(value)") }

  /// One line, whatever the text holds.
  private mutating func line(_ text: String) {
    bytes += text.utf8.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// In lines of 76 characters (RFC 2045 §6.8).
  private static func base64(_ body: [UInt8]) -> [UInt8] {
    Array(Data(body).base64EncodedData(options: [.lineLength76Characters, .endLineWithLineFeed]))
  }

  /// Seconds, to the microsecond.
  private static func text(of duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let fraction = String(attoseconds / 1_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: max(0, 6 - fraction.utf8.count)) + fraction
  }
}
