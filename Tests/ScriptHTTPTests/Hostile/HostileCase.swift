import Foundation
import Integrations
import Testing

/// What a hostile server does to a request, and what the author must read of it.
struct HostileCase: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable {
    /// An answer with this body.
    case answer(Int, String)
    /// A failure of this kind whose message has this text.
    case failure(HTTPFailure.Kind, String)
  }

  var name: String
  var steps: @Sendable (LoopbackServer.Request) -> [LoopbackServer.Step]
  var outcome: Outcome
  var change: @Sendable (inout HTTPRequest) -> Void

  var testDescription: String { name }

  init(
    _ name: String, _ steps: @autoclosure @escaping @Sendable () -> [LoopbackServer.Step], _ outcome: Outcome,
    change: @escaping @Sendable (inout HTTPRequest) -> Void = { _ in }
  ) {
    (self.name, self.steps, self.outcome, self.change) = (name, { _ in steps() }, outcome, change)
  }

  /// An answer that is sent as it is, after which the connection stays open.
  init(
    _ name: String, _ text: String, _ outcome: Outcome,
    change: @escaping @Sendable (inout HTTPRequest) -> Void = { _ in }
  ) {
    self.init(name, [.send(text)], outcome, change: change)
  }

  /// Checks what came of it. Every message is a sentence, and none shows a type of the implementation.
  func check(_ result: Result<HTTPResponse, any Error>) {
    switch (outcome, result) {
    case (.answer(let status, let text), .success(let response)):
      #expect(response.status == status)
      #expect(response.text == text)
    case (.failure(let kind, let text), .failure(let error as HTTPFailure)):
      #expect(error.kind == kind, "\(error)")
      #expect(error.message.contains(text), "\(error.message)")
      #expect(error.message.hasSuffix("."))
      for leak in ["NIO", "ConnectionFailure", "HTTPParserError", "BoringSSL", "Optional", "(error"] {
        #expect(!error.message.contains(leak), "\(error.message)")
      }
    default: Issue.record("\(name): \(result)")
    }
  }
}

/// A time limit that is hit on purpose.
let impatient: @Sendable (inout HTTPRequest) -> Void = { $0.timeout = .milliseconds(400) }

/// The same where the head must have come before, also on a busy machine.
let patient: @Sendable (inout HTTPRequest) -> Void = { $0.timeout = .seconds(2) }
