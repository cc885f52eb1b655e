import NIOCore
import NIOHTTP1
import NIOPosix

/// What SwiftNIO takes by itself, with its parser and without scripts: the floor that luahost's throughput stands on.
///
///     http-bench HOST PORT PATH TASKS REQUESTS
///
/// Prints `{"duration": seconds}`: TASKS connections at once, each with REQUESTS requests one after the other, bodies
/// collected.

guard CommandLine.arguments.count == 6, let port = Int(CommandLine.arguments[2]),
  let tasks = Int(CommandLine.arguments[4]), let requests = Int(CommandLine.arguments[5])
else { fatalError("usage: http-bench HOST PORT PATH TASKS REQUESTS") }
let host = CommandLine.arguments[1]
let path = CommandLine.arguments[3]

let loop = MultiThreadedEventLoopGroup.singleton.next()
let start = ContinuousClock.now
let fetched = (0..<tasks).map { _ in
  let done = loop.makePromise(of: Void.self)
  ClientBootstrap(group: loop)
    .channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandlers([
          HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder()),
          Fetcher("\(host):\(port)", path, times: requests, done),
        ])
      }
    }
    .connect(host: host, port: port)
    .whenFailure { done.fail($0) }
  return done.futureResult
}
for future in fetched { try await future.get() }
print("{\"duration\": \((ContinuousClock.now - start) / .seconds(1))}")

/// Fetches over one connection, again and again.
final class Fetcher: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead
  private var left: Int
  private let done: EventLoopPromise<Void>
  private var body: [UInt8] = []

  init(_ authority: String, _ path: String, times: Int, _ done: EventLoopPromise<Void>) {
    head = HTTPRequestHead(
      version: .http1_1, method: .GET, uri: path,
      headers: ["host": authority, "user-agent": "http-bench", "accept": "*/*", "accept-encoding": "gzip, deflate"])
    (left, self.done) = (times, done)
  }

  func channelActive(context: ChannelHandlerContext) { fetch(context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: body.removeAll(keepingCapacity: true)
    case .body(let part): body.append(contentsOf: part.readableBytesView)
    case .end: fetch(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { done.fail(error) }

  private func fetch(_ context: ChannelHandlerContext) {
    guard left > 0 else {
      context.close(promise: nil)
      return done.succeed()
    }
    left -= 1
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
