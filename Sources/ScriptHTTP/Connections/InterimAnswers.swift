import NIOHTTP1

/// Tells answers from interim ones (1xx, RFC 9110 §15.2), and puts an end to those that do not end.
struct InterimAnswers {
  private var count = 0

  /// Whether `head` is of an interim answer, after which another comes.
  /// - Throws: ``InterimAnswersWithoutEnd``; ``ConnectionFailure/switchedProtocols``.
  mutating func takes(_ head: HTTPResponseHead) throws -> Bool {
    guard 100..<200 ~= head.status.code else {
      count = 0
      return false
    }
    guard head.status != .switchingProtocols else { throw ConnectionFailure.switchedProtocols }
    count += 1
    guard count <= InterimAnswersWithoutEnd.limit else { throw InterimAnswersWithoutEnd() }
    return true
  }
}

/// A server sends 1xx again and again, and no answer.
struct InterimAnswersWithoutEnd: Error {
  static let limit = 100
}
