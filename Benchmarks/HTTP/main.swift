import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// What AsyncHTTPClient takes by itself, without scripts: the floor that luahost's throughput stands on.
///
///     http-bench async|delegate URL TASKS REQUESTS
///
/// Prints `{"duration": seconds}`: TASKS at once, each with REQUESTS requests one after the other, bodies collected.

guard CommandLine.arguments.count == 5, let tasks = Int(CommandLine.arguments[3]),
  let requests = Int(CommandLine.arguments[4])
else { fatalError("usage: http-bench async|delegate URL TASKS REQUESTS") }
let url = CommandLine.arguments[2]

let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
var configuration = HTTPClient.Configuration(
  redirectConfiguration: .disallow,
  connectionPool: .init(idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: 100))
configuration.tracing.tracer = nil
let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)

let start = ContinuousClock.now
if CommandLine.arguments[1] == "async" {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<tasks { group.addTask { try await fetch(url, times: requests) } }
    try await group.waitForAll()
  }
} else {
  let loop = group.any()
  let fetchers = (0..<tasks).map { _ in Fetcher(client, loop, url, times: requests) }
  loop.execute { for fetcher in fetchers { fetcher.next() } }
  for fetcher in fetchers { try await fetcher.done.futureResult.get() }
}
print("{\"duration\": \((ContinuousClock.now - start) / .seconds(1))}")
try await client.shutdown().get()

/// The way with `async` and `await`.
func fetch(_ url: String, times: Int) async throws {
  for _ in 0..<times {
    let answer = try await client.execute(HTTPClientRequest(url: url), deadline: .distantFuture)
    _ = try await answer.body.collect(upTo: 1024 * 1024)
  }
}

/// The way with a delegate: everything happens on the event loop.
final class Fetcher: @unchecked Sendable {
  // Unchecked: used on the event loop alone.
  private let client: HTTPClient
  private let loop: any EventLoop
  private let url: String
  private var left: Int
  let done: EventLoopPromise<Void>

  init(_ client: HTTPClient, _ loop: any EventLoop, _ url: String, times: Int) {
    (self.client, self.loop, self.url, left) = (client, loop, url, times)
    done = loop.makePromise()
  }

  func next() {
    guard left > 0 else { return done.succeed() }
    left -= 1
    do {
      let request = try HTTPClient.Request(url: url)
      _ = client.execute(request: request, delegate: Collector(self), eventLoop: .delegate(on: loop))
    } catch {
      done.fail(error)
    }
  }

  fileprivate final class Collector: HTTPClientResponseDelegate, @unchecked Sendable {
    // Unchecked: used on the event loop alone.
    private let fetcher: Fetcher
    private let nothing: EventLoopFuture<Void>
    private var body: [UInt8] = []

    init(_ fetcher: Fetcher) {
      self.fetcher = fetcher
      nothing = fetcher.loop.makeSucceededVoidFuture()
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> { nothing }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
      body.append(contentsOf: buffer.readableBytesView)
      return nothing
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) { fetcher.done.fail(error) }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
      // Not from inside the end of this one: its connection is not free yet.
      fetcher.loop.execute { [fetcher] in fetcher.next() }
    }
  }
}
