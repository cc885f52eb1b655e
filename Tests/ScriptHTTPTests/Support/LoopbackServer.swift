import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server that says byte for byte what a test wants, right or wrong, on a loopback port of the system's choice.
final class LoopbackServer: Sendable {
  struct Request: Sendable {
    var head: String
    var body: String

    var method: String { String(head.prefix { $0 != " " }) }
    var target: String { String(head.split(separator: " ", maxSplits: 2)[1]) }

    func header(_ name: String) -> String? {
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("\(name): ") }
        .map { String($0.dropFirst(name.count + 2)) }
    }
  }

  enum Step: Sendable {
    case send([UInt8])
    /// The same bytes again and again, as fast as they are taken.
    case endless([UInt8])
    /// The same bytes again and again, a pause before each.
    case drip([UInt8], milliseconds: Int64)
    case close
    /// Closes with a reset instead of an end of stream.
    case reset

    static func send(_ text: String) -> Step { .send(Array(text.utf8)) }

    /// A whole response with a Content-Length.
    static func response(_ status: String = "200 OK", _ headers: String..., body: String = "") -> Step {
      let lines = headers.map { "\($0)\r\n" }.joined()
      return .send("HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\(lines)\r\n\(body)")
    }
  }

  typealias Handler = @Sendable (Request) -> [Step]

  private struct Log {
    var requests: [Request] = []
    var connections = 0
    var channels: [any Channel] = []
  }

  let port: Int
  private let channel: any Channel
  private let log: Box

  private final class Box: Sendable { let value = Mutex(Log()) }

  private init(channel: any Channel, log: Box) {
    self.channel = channel
    self.log = log
    port = channel.localAddress?.port ?? 0
  }

  var requests: [Request] { log.value.withLock { $0.requests } }
  var connections: Int { log.value.withLock { $0.connections } }

  func url(_ path: String = "/", scheme: String = "http", host: String = "127.0.0.1") -> String {
    "\(scheme)://\(host):\(port)\(path)"
  }

  static func start(tls: NIOSSLContext? = nil, handler: @escaping Handler) async throws -> LoopbackServer {
    let log = Box()
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        log.value.withLock { log in
          log.connections += 1
          log.channels.append(channel)
        }
        return channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(
            Connection(handler: handler) { request in log.value.withLock { $0.requests.append(request) } })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return LoopbackServer(channel: channel, log: log)
  }

  /// A server of another protocol: it speaks first, or not at all, and listens to nothing.
  static func startGreeting(_ text: String) async throws -> LoopbackServer {
    try await startGreeting([.send(text)])
  }

  static func startGreeting(_ steps: [Step]) async throws -> LoopbackServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.execute { for step in steps { Connection.take(step, on: channel) } }
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return LoopbackServer(channel: channel, log: Box())
  }

  func stop() async { try? await channel.close() }

  /// Returns once every connection so far is closed on this side.
  func allClosed() async {
    for channel in log.value.withLock({ $0.channels }) { try? await channel.closeFuture.get() }
  }

  private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let handler: Handler
    private let record: (Request) -> Void
    private var received: [UInt8] = []

    init(handler: @escaping Handler, record: @escaping (Request) -> Void) {
      self.handler = handler
      self.record = record
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received += Array(unwrapInboundIn(data).readableBytesView)
      while let request = nextRequest() {
        record(request)
        for step in handler(request) { Self.take(step, on: context.channel) }
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func nextRequest() -> Request? {
      guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
      var request = Request(head: String(decoding: received[..<end.lowerBound], as: UTF8.self), body: "")
      let length = request.header("content-length").flatMap { Int($0) } ?? 0
      guard received.count >= end.upperBound + length else { return nil }
      request.body = String(decoding: received[end.upperBound..<(end.upperBound + length)], as: UTF8.self)
      received.removeFirst(end.upperBound + length)
      return request
    }

    static func take(_ step: Step, on channel: any Channel) {
      switch step {
      case .send(let bytes): channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
      case .endless(let bytes): repeatForever(ByteBuffer(bytes: bytes), on: channel)
      case .drip(let bytes, let pause):
        let task = channel.eventLoop.scheduleRepeatedTask(
          initialDelay: .milliseconds(pause), delay: .milliseconds(pause)
        ) { _ in
          channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        }
        channel.closeFuture.whenComplete { _ in task.cancel() }
      case .close: channel.close(promise: nil)
      case .reset:
        let socket = channel as? any SocketOptionProvider
        socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
      }
    }

    private static func repeatForever(_ bytes: ByteBuffer, on channel: any Channel) {
      // Not called at once: a socket that takes everything would have it call itself until the stack is full.
      channel.writeAndFlush(bytes).whenSuccess {
        channel.eventLoop.execute { repeatForever(bytes, on: channel) }
      }
    }
  }
}
