import Integrations
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOSOCKS

extension ConnectionAttempt {
  /// Asks the proxy, if there is one, for a way to the server.
  func tunnel(through channel: any Channel) -> EventLoopFuture<Void> {
    switch endpoint.proxy?.kind {
    case nil: loop.makeSucceededVoidFuture()
    case .http: tunnelHTTP(channel)
    case .socks5: tunnelSOCKS(channel)
    }
  }

  /// CONNECT (RFC 9110 §9.3.6).
  private func tunnelHTTP(_ channel: any Channel) -> EventLoopFuture<Void> {
    let host = HTTPURL.bracketed(endpoint.host)
    var headers: HTTPHeaders = ["host": "\(host):\(endpoint.port)"]
    if let credentials = endpoint.proxy?.credentials {
      headers.add(name: "proxy-authorization", value: "Basic \(credentials)")
    }
    let established = loop.makePromise(of: Void.self)
    let pipeline = channel.pipeline.syncOperations
    do {
      let encoder = HTTPRequestEncoder()
      let decoder = ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .forwardBytes))
      let connect = NIOHTTP1ProxyConnectHandler(
        targetHost: host, targetPort: endpoint.port, headers: headers, deadline: .distantFuture, promise: established)
      let waiter = Self.waiter(established)
      try pipeline.addHandlers([encoder, decoder, connect, waiter])
      return established.futureResult.flatMapErrorThrowing { throw Self.failure(of: $0) }
        .assumeIsolated().flatMap { Self.remove([decoder, encoder, waiter], from: channel) }.nonisolated()
    } catch {
      established.fail(error)
      return established.futureResult
    }
  }

  /// RFC 1928, without a user name.
  private func tunnelSOCKS(_ channel: any Channel) -> EventLoopFuture<Void> {
    let established = loop.makePromise(of: Void.self)
    let target: SOCKSAddress =
      endpoint.address.map { .address($0) } ?? .domain(endpoint.host, port: endpoint.port)
    let client = SOCKSClientHandler(targetAddress: target)
    let waiter = Self.waiter(established)
    do {
      try channel.pipeline.syncOperations.addHandlers([client, waiter])
    } catch {
      established.fail(error)
    }
    return established.futureResult.flatMapErrorThrowing { throw Self.failure(of: $0) }
      .assumeIsolated().flatMap { Self.remove([client, waiter], from: channel) }.nonisolated()
  }

  /// SOCKS tells by an event that the way is open; CONNECT by the promise itself.
  private static func waiter(_ established: EventLoopPromise<Void>) -> EventWaiter<Void> {
    EventWaiter(established, closed: .proxyRefused) { $0 is SOCKSProxyEstablishedEvent ? () : nil }
  }

  /// Takes what spoke with the proxy out again.
  private static func remove(
    _ handlers: [any RemovableChannelHandler], from channel: any Channel
  ) -> EventLoopFuture<Void> {
    let pipeline = channel.pipeline.syncOperations
    return .andAllSucceed(handlers.map { pipeline.removeHandler($0) }, on: channel.eventLoop)
  }

  private static func failure(of error: any Error) -> any Error {
    switch error {
    case let error as NIOHTTP1ProxyConnectHandler.Error:
      error == .proxyAuthenticationRequired()
        ? ConnectionFailure.proxyWantsCredentials : ConnectionFailure.proxyRefused
    case is SOCKSError.NoValidAuthenticationMethod, is SOCKSError.InvalidAuthenticationSelection:
      ConnectionFailure.proxyLoginUnknown
    case is SOCKSError.ConnectionFailed: ConnectionFailure.proxyRefused
    case is HTTPParserError, is SOCKSError.InvalidProtocolVersion: ConnectionFailure.proxyUnclear
    default: error
    }
  }
}
