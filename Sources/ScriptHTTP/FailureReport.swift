import Glibc
import Integrations
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL

/// Turns what the layers below throw into what an author reads: what failed, on what, why, and what to do.
struct FailureReport: Sendable {
  let request: HTTPRequest
  let url: HTTPURL
  let proxy: ProxyAddress?
  var progress: Progress
  let connections: ConnectionPool

  func failure(for error: any Error) async -> HTTPFailure {
    switch error {
    case let failure as HTTPFailure: failure
    case is CancellationError: stopped
    case let denied as AddressDenied: connections.gate.failure(for: denied, url: url)
    case is InterimAnswersWithoutEnd:
      make(
        .protocol,
        "\(url.endpoint) sent more than \(InterimAnswersWithoutEnd.limit) interim answers (1xx) and no final one. "
          + "The fault is the server's.")
    case is BodyTooLarge: tooLarge
    case is BodyTooLargeForJob:
      make(
        .tooLarge,
        "the job's memory limit leaves no room for the body from \(url.endpoint) (limit memory). "
          + "Fetch less at once, or raise the limit.")
    case let error as ConnectionFailure: describe(error)
    case let error as NIOConnectionError: describe(error)
    case let error as IOError: describe(error)
    case let error as ChannelError: describe(error)
    case let error as HTTPParserError: describe(error)
    case is NIOHTTP2Errors.StreamClosed: closed
    case is any NIOHTTP2Error:
      make(
        .protocol,
        "\(url.endpoint) broke the rules of HTTP/2 (\(type(of: error))). "
          + "The fault is the server's, or that of a proxy between.")
    case is BodyNotDecodable:
      make(
        .protocol,
        "the body cannot be decompressed: it is not what its content-encoding says. "
          + "Send headers = { [\"accept-encoding\"] = \"identity\" } to get it uncompressed.")
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError, is NIOTLSUnwrappingError:
      await TLSFailureReport(url: url, isProxied: proxy != nil, connections: connections).failure(for: error)
    default: make(.protocol, "the exchange with \(url.endpoint) failed: \(error).")
    }
  }

  /// Cancelled, by the deadline or by the job.
  var stopped: HTTPFailure {
    guard progress.stop == .timeLimit else { return make(.cancelled, "the request was cancelled.") }
    return switch progress.phase {
    case .head:
      make(
        .timeout,
        "\(url.endpoint) gave no answer within \(limit). "
          + "Check the host and the network between, or raise the option timeout.")
    case .body:
      make(
        .timeout,
        "the body from \(url.endpoint) was not complete within \(limit): "
          + "\(progress.bytesReceived) bytes had come. Ask for less, or raise the option timeout.")
    }
  }

  private var tooLarge: HTTPFailure {
    make(
      .tooLarge,
      "the body is larger than \(request.maximumBody) bytes (after decompression). "
        + "Ask for less, or raise the option max_body.")
  }

  private var closed: HTTPFailure {
    switch progress.phase {
    case .head:
      make(
        .reset,
        "\(url.endpoint) closed the connection before it answered. "
          + "Try again; if it stays so, the reason is in the server's log.")
    case .body:
      make(
        .reset,
        "\(url.endpoint) closed the connection in the middle of the body, after "
          + "\(progress.bytesReceived) bytes. Try again.")
    }
  }

  private func describe(_ error: ConnectionFailure) -> HTTPFailure {
    switch error {
    case .timedOut:
      make(
        .timeout,
        "no connection to \(url.endpoint) could be made within "
          + "\(ConnectionAttempt.timeLimit.nanoseconds / 1_000_000_000) s. Check the host and the network between.")
    case .proxySilent:
      make(.timeout, "the proxy \(proxyName) gave no answer. Check the proxy, or exempt the host with NO_PROXY.")
    case .proxyWantsCredentials:
      make(
        .refused,
        "the proxy \(proxyName) wants a user name and a password. "
          + "Put them into \(proxyVariable), as in http://user:password@host:port.")
    case .proxyRefused:
      make(
        .refused,
        "the proxy \(proxyName) refused to connect to \(url.endpoint). "
          + "Check what it allows, or exempt the host with NO_PROXY.")
    case .proxyLoginUnknown:
      make(
        .refused,
        "the proxy \(proxyName) wants a user name, which is not supported for SOCKS. "
          + "Allow this machine without one, or use an HTTP proxy.")
    case .proxyUnclear:
      make(
        .protocol,
        "the proxy \(proxyName) does not speak \(proxy?.kind == .socks5 ? "SOCKS 5" : "HTTP"). "
          + "Check its port, and the kind of proxy in \(proxyVariable).")
    case .closed: closed
    case .trustUnreadable:
      make(
        .tls,
        "the trusted certificates cannot be read from \(connections.settings.trustRoots ?? "the system's folder"). "
          + "Check SSL_CERT_FILE: it names a PEM file.")
    case .unknownProtocol(let name):
      make(.protocol, "\(url.endpoint) chose the protocol \(name), which was not offered. The fault is the server's.")
    case .switchedProtocols:
      make(
        .protocol,
        "\(url.endpoint) switched protocols (101), though nothing asked for that. "
          + "The fault is the server's, or that of a proxy between.")
    case .shutDown: ConnectionPool.shutDownFailure(url: url.description)
    }
  }

  private func describe(_ error: NIOConnectionError) -> HTTPFailure {
    if let reason = error.connectionErrors.lazy.compactMap({ $0.error as? IOError }).first { return describe(reason) }
    if error.connectionErrors.isEmpty {
      return make(
        .dns, "the host name \(error.host) could not be resolved. Check its spelling, and this machine's DNS.")
    }
    return make(
      .timeout, "no connection to \(url.endpoint) could be made in time. Check the host and the network between.")
  }

  private func describe(_ error: IOError) -> HTTPFailure {
    let peer = proxy.map { "the proxy \($0.endpoint)" } ?? url.endpoint
    return switch error.errnoCode {
    case ECONNREFUSED:
      make(
        .refused,
        "nothing listens on \(peer): connection refused. "
          + "Check the host and the port, and that the service is running.")
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL, EACCES, EPERM:
      make(
        .refused,
        "there is no way from this machine to \(peer): \(Self.text(of: error)). "
          + "Check the address, the network and the firewall.")
    case ETIMEDOUT:
      make(.timeout, "\(peer) gave no answer. Check the host and the network between.")
    case EMFILE, ENFILE:
      make(
        .refused,
        "this process has too many open files to connect to \(peer). "
          + "Send fewer requests at a time, or raise the limit (ulimit -n).")
    default: closed
    }
  }

  private func describe(_ error: ChannelError) -> HTTPFailure {
    if case .connectTimeout = error {
      return make(
        .timeout, "no connection to \(url.endpoint) could be made in time. Check the host and the network between.")
    }
    return closed
  }

  private func describe(_ error: HTTPParserError) -> HTTPFailure {
    switch error {
    case .invalidEOFState, .closedConnection: closed
    case .headerOverflow:
      make(.protocol, "\(url.endpoint) sent more than 256 headers, or a line longer than 80 KiB. No answer needs that.")
    default:
      make(
        .protocol,
        "\(url.endpoint) sent what is not HTTP: \(error.debugDescription). "
          + "Check that this port speaks \(url.scheme.rawValue).")
    }
  }

  private var limit: String {
    let seconds = request.timeout / .seconds(1)
    return "\(seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)) s"
  }

  private var proxyName: String { proxy?.endpoint ?? "" }

  private var proxyVariable: String { "\(url.scheme.rawValue.uppercased())_PROXY" }

  private static func text(of error: IOError) -> String { String(cString: strerror(error.errnoCode)) }

  private func make(_ kind: HTTPFailure.Kind, _ message: String) -> HTTPFailure {
    HTTPFailure(kind: kind, message: message, url: url.description)
  }
}
