package import Synchronization

/// What came of a request.
package typealias HTTPOutcome = Result<HTTPResponse, HTTPFailure>

extension HTTPOutcome {
  package init(_ body: () async throws(HTTPFailure) -> HTTPResponse) async {
    do throws(HTTPFailure) {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}

/// A request under way.
package protocol HTTPExchange: Sendable {
  /// Abandons the request. Its outcome still comes, and soon.
  func cancel()
}

extension HTTPTransport {
  /// Starts a request with a task of its own, for transports that have nothing better.
  package func start(
    _ request: HTTPRequest, completion: @escaping @Sendable (HTTPOutcome) -> Void
  ) -> any HTTPExchange {
    HTTPTaskExchange {
      completion(await HTTPOutcome { () async throws(HTTPFailure) in try await send(request) })
    }
  }

  /// Waits for what ``start(_:completion:)`` starts: the ``send(_:)`` of transports that have the former.
  package func waiting(for request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let relay = HTTPExchangeRelay()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        relay.follow(start(request) { continuation.resume(returning: $0) })
      }
    } onCancel: {
      relay.cancel()
    }
    return try outcome.get()
  }
}

/// A request that a task of its own carries.
package struct HTTPTaskExchange: HTTPExchange {
  private let task: Task<Void, Never>

  package init(_ work: @escaping @Sendable () async -> Void) { task = Task { await work() } }

  package func cancel() { task.cancel() }
}

/// Stands for exchanges that follow each other: to cancel it is to cancel the one that goes on now, or comes next.
package final class HTTPExchangeRelay: HTTPExchange {
  private let chain = Mutex(HTTPExchangeChain())

  package init() {}

  package func follow(_ exchange: any HTTPExchange) { chain.follow(exchange) }

  package func cancel() { chain.cancel() }
}

/// Which of exchanges that follow each other goes on now.
package struct HTTPExchangeChain: Sendable {
  fileprivate var current: (any HTTPExchange)?
  fileprivate var position = -1
  fileprivate var isCancelled = false

  package init() {}
}

extension Mutex<HTTPExchangeChain> {
  /// - Parameter position: in the chain: what is told late of an earlier one is of no interest any more.
  package func follow(_ exchange: any HTTPExchange, position: Int = 0) {
    let isCancelled = withLock { chain in
      guard position > chain.position else { return false }
      chain.position = position
      chain.current = exchange
      return chain.isCancelled
    }
    if isCancelled { exchange.cancel() }
  }

  /// Nothing goes on any more, nor comes.
  package func end() {
    // Freed outside: it may hold on to much.
    _ = withLock { chain in
      chain.position = .max
      return chain.current.take()
    }
  }

  /// Cancels the exchange that goes on now, or comes next.
  package func cancel() {
    let current = withLock { chain in
      chain.isCancelled = true
      return chain.current
    }
    current?.cancel()
  }
}
