package import Integrations

/// One exchange as it is kept: what was asked, and what came of it. Nothing secret is in it.
///
/// It has a text form that people can read, compare and change; docs/recording.md has its grammar.
///
/// ```swift
/// let recording = try Recording(parsing: bytes)
/// recording.printed() == bytes
/// ```
package struct Recording: Sendable {
  package struct Request: Sendable, Hashable {
    package var method: String
    package var url: String
    package var headers: [HTTPHeader]
    package var body: [UInt8]?
    package var verify: Bool
    package var redirects: Int

    package init(
      method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil, verify: Bool = true,
      redirects: Int = Self.defaultRedirects
    ) {
      self.method = method
      self.url = url
      self.headers = headers
      self.body = body
      self.verify = verify
      self.redirects = redirects
    }

    package static let defaultRedirects = HTTPRequest(method: "GET", url: "").redirects
  }

  package enum Outcome: Sendable {
    case response(HTTPResponse)
    case failure(HTTPFailure)
  }

  /// The task that asked; nil where it is not known, or was none.
  package var requester: String?
  package var request: Request
  package var outcome: Outcome

  package init(requester: String? = nil, request: Request, outcome: Outcome) {
    self.requester = requester
    self.request = request
    self.outcome = outcome
  }

  static let firstLine = "# luahost recording 1"

  /// The request was given up before anything came back.
  var isCancelled: Bool {
    if case .failure(let failure) = outcome { failure.kind == .cancelled } else { false }
  }
}

/// What is wrong with the text of a recording, and in which line.
package struct RecordingFault: Error, Sendable, Hashable {
  /// From 1.
  package var line: Int
  /// A full sentence.
  package var message: String
}
