import Integrations
import NIOCore
import NIOPosix
import NIOSSL

/// Fetches the certificates that a server presents, and nothing else: the handshake is broken off there.
///
/// BoringSSL does not say why it refused a chain.
struct CertificateProbe {
  let url: HTTPURL

  /// The chain, leaf first; empty where none came within 3 seconds.
  func chain(on connections: ConnectionPool) async -> [NIOSSLCertificate] {
    do {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.trustRoots = .certificates([])
      let context = try NIOSSLContext(configuration: configuration)
      let endpoint = Endpoint(url, verify: false, proxy: nil, admission: nil)
      guard let loop = connections.eventLoop else { return [] }
      let chain = loop.makePromise(of: [NIOSSLCertificate].self)
      let timer = loop.scheduleTask(in: .seconds(3)) { chain.fail(ChannelError.connectTimeout(.seconds(3))) }
      let connection = ClientBootstrap(group: loop).connectTimeout(.seconds(3))
        .channelInitializer { channel in
          channel.closeFuture.whenComplete { _ in chain.fail(ChannelError.eof) }
          return channel.eventLoop.makeCompletedFuture {
            let handler = try NIOSSLClientHandler(
              context: context, serverHostname: endpoint.serverName,
              customVerificationCallback: { certificates, verdict in
                chain.succeed(certificates)
                verdict.succeed(.failed)
              })
            try channel.pipeline.syncOperations.addHandler(handler)
          }
        }
        .connect(host: url.host, port: url.port)
      connection.whenFailure { chain.fail($0) }
      defer { timer.cancel() }
      return try await chain.futureResult.get()
    } catch {
      return []
    }
  }
}
