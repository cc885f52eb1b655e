/// How far an exchange has come: what the author reads of one that fails or is stopped.
struct Progress: Sendable {
  enum Phase: Sendable { case head, body }

  enum Stop: Sendable { case timeLimit, cancelled }

  var phase = Phase.head
  var bytesReceived = 0
  /// Who put an end to it; nil where nobody did.
  var stop: Stop?
}
