import Integrations
import Synchronization
import Testing

@testable import ScriptHTTP

/// Requests that are started, and answer by a callback.
@Suite struct ExchangeTests {
  /// Holds on to an exchange for as long as somebody else does.
  private final class Witness: Sendable {
    private let box = Mutex<WeakBox>(WeakBox())

    private struct WeakBox { weak var value: Exchange? }

    var isGone: Bool { box.withLock { $0.value == nil } }

    func see(_ exchange: Exchange?) { box.withLock { $0.value = exchange } }
  }

  /// Notes what another transport starts.
  private struct WatchedTransport: HTTPTransport {
    let next: NetworkTransport
    let witness: Witness

    func start(
      _ request: HTTPRequest, completion: @escaping @Sendable (HTTPOutcome) -> Void
    ) -> any HTTPExchange {
      let exchange = next.start(request, completion: completion)
      witness.see(exchange as? Exchange)
      return exchange
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse { try await waiting(for: request) }

    func shutdown() async {}
  }

  private func request(_ url: String) -> HTTPRequest {
    var request = HTTPRequest(method: "GET", url: url, timeout: .seconds(60))
    request.client = HTTPClientSession()
    return request
  }

  /// A call holds its exchange, to cancel it, and the exchange its call, to tell of its end.
  @Test func nothingIsLeftOfARequestThatIsOver() async throws {
    try await withServer { _ in
      [.response()]
    } body: { server, transport in
      let witness = Witness()
      let client = ClientTransport(WatchedTransport(next: transport, witness: witness))
      let status = try await client.send(request(server.url())).status
      #expect(status == 200)
      while !witness.isGone { await Task.yield() }
    }
  }

  @Test func cancellingEndsARequestOnce() async throws {
    try await withServer { _ in
      []
    } body: { server, transport in
      let (outcomes, outcome) = AsyncStream.makeStream(of: HTTPFailure.Kind?.self)
      let exchange = ClientTransport(transport).start(request(server.url())) { result in
        if case .failure(let failure) = result { outcome.yield(failure.kind) } else { outcome.yield(nil) }
      }
      while server.requests.isEmpty { await Task.yield() }
      exchange.cancel()
      exchange.cancel()
      var iterator = outcomes.makeAsyncIterator()
      #expect(await iterator.next() == .cancelled)
      exchange.cancel()
      await transport.shutdown()
      outcome.finish()
      #expect(await iterator.next() == nil)
    }
  }

  @Test func aRequestThatWaitsForItsTurnCanBeCancelled() async throws {
    try await withServer { _ in
      []
    } body: { server, transport in
      let client = ClientTransport(transport)
      var first = request(server.url())
      first.client = HTTPClientSession(limits: HTTPClientLimits(concurrency: 1))
      let running = client.start(first) { _ in }
      let (outcomes, outcome) = AsyncStream.makeStream(of: HTTPOutcome.self)
      let waiting = client.start(first) { outcome.yield($0) }
      waiting.cancel()
      var iterator = outcomes.makeAsyncIterator()
      guard case .failure(let failure)? = await iterator.next() else {
        Issue.record("the request did not fail")
        return
      }
      #expect(failure.kind == .cancelled)
      #expect(server.connections <= 1)
      running.cancel()
    }
  }

  @Test func whatCannotBeSentFailsAtOnce() async throws {
    try await withTransport { transport in
      let kind = Mutex<HTTPFailure.Kind?>(nil)
      _ = transport.start(HTTPRequest(method: "GET", url: "ftp://127.0.0.1/")) { outcome in
        if case .failure(let failure) = outcome { kind.withLock { $0 = failure.kind } }
      }
      #expect(kind.withLock { $0 } == .protocol)
    }
  }
}
