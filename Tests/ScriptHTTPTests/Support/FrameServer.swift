import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTP/2 server that knows no rules: it agrees on h2, and sends the frames that a test gives it.
final class FrameServer: Sendable {
  enum FrameType: UInt8, Sendable {
    case data, headers, priority, reset, settings, pushPromise, ping, goAway, windowUpdate, continuation
    case unknown = 0xAB
  }

  /// A frame with a length, a type and flags (RFC 9113 §4.1).
  static func frame(_ type: FrameType, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
    let length = UInt32(payload.count)
    return [
      UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
      UInt8(truncatingIfNeeded: length),
    ]
      + [type.rawValue, flags] + bytes(stream) + payload
  }

  static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

  /// A header field without compression (RFC 7541 §6.2.2); name and value shorter than 127 bytes.
  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
  }

  let port: Int
  private let channel: any Channel

  private init(channel: any Channel) {
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  var url: String { "https://127.0.0.1:\(port)/" }

  /// - Parameters:
  ///   - greeting: sent when the connection stands.
  ///   - answer: sent for each request, again and again where it `repeats`.
  static func start(greeting: [UInt8], answer: [UInt8], repeats: Bool = false) async throws -> FrameServer {
    let certificates = try TestCertificates.shared.get()
    let chain = try NIOSSLCertificate.fromPEMFile(certificates.certificate(.good)).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let key = try NIOSSLPrivateKey(file: certificates.key(.good), format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    configuration.applicationProtocols = ["h2"]
    let context = try NIOSSLContext(configuration: configuration)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          try channel.pipeline.syncOperations.addHandler(
            Connection(greeting: greeting, answer: answer, repeats: repeats))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return FrameServer(channel: channel)
  }

  func stop() async { try? await channel.close() }

  private final class Connection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let greeting: [UInt8]
    private let answer: [UInt8]
    private let repeats: Bool
    private var received: [UInt8] = []
    private var hasGreeted = false

    init(greeting: [UInt8], answer: [UInt8], repeats: Bool) {
      (self.greeting, self.answer, self.repeats) = (greeting, answer, repeats)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      received += Array(unwrapInboundIn(data).readableBytesView)
      if !hasGreeted {
        guard received.count >= 24 else { return }
        received.removeFirst(24)  // the preface (RFC 9113 §3.4)
        hasGreeted = true
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: greeting)), promise: nil)
      }
      while let type = nextFrame() {
        guard type == FrameType.headers.rawValue else { continue }
        Self.send(ByteBuffer(bytes: answer), on: context.channel, again: repeats)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func nextFrame() -> UInt8? {
      guard received.count >= 9 else { return nil }
      let length = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
      guard received.count >= 9 + length else { return nil }
      defer { received.removeFirst(9 + length) }
      return received[3]
    }

    private static func send(_ bytes: ByteBuffer, on channel: any Channel, again: Bool) {
      channel.writeAndFlush(bytes).whenSuccess { if again { send(bytes, on: channel, again: true) } }
    }
  }
}
