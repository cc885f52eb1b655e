import Integrations
import NIOCore
import Synchronization

/// Holds what is sent to the integration's permissions: the name before anything is sent, the addresses that the name
/// has before a connection is made, and the address that a connection has got before a request goes out on it.
///
/// The last is what a server cannot get around by answering each look-up of its name differently (DNS rebinding).
final class NetworkGate: Sendable {
  private struct Endpoint: Hashable {
    var host: String
    var port: Int
    var isProxied: Bool
  }

  private struct State {
    var admitted: [Endpoint: NetworkPolicy.Admission] = [:]
    var warned: Set<String> = []
  }

  let policy: NetworkPolicy
  private let resolve: @Sendable (String) async -> [IPAddress]
  private let warn: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(
    policy: NetworkPolicy,
    resolve: @escaping @Sendable (String) async -> [IPAddress] = { await HostResolver.addresses(of: $0) },
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    (self.policy, self.resolve, self.warn) = (policy, resolve, warn)
  }

  /// What a connection for this URL may lead to; nil where nobody has asked yet.
  func admitted(_ url: HTTPURL, isProxied: Bool) -> NetworkPolicy.Admission? {
    let endpoint = Endpoint(host: url.host, port: url.port, isProxied: isProxied)
    return state.withLock { $0.admitted[endpoint] }
  }

  /// What a connection for this URL may lead to.
  /// - Throws: `denied`.
  func admit(_ url: HTTPURL, isProxied: Bool) async throws(HTTPFailure) -> NetworkPolicy.Admission {
    if let admission = admitted(url, isProxied: isProxied) { return admission }
    let admission = policy.admission(host: url.host, port: url.port)
    if let (address, verdict) = await refusal(of: url, admission, isProxied: isProxied) {
      try decide(verdict, on: address, of: url)
    }
    if Task.isCancelled { return admission }
    let endpoint = Endpoint(host: url.host, port: url.port, isProxied: isProxied)
    return state.withLock { state in
      state.admitted[endpoint] = admission
      return admission
    }
  }

  /// Checks a connection that has come about, before it carries a request.
  func check(_ remote: SocketAddress?, for admission: NetworkPolicy.Admission) throws(AddressDenied) {
    guard let remote, let address = IPAddress(remote), let port = remote.port else { return }
    switch policy.verdict(on: address, port: port, for: admission) {
    case .allowed: return
    case .unlisted where policy.enforcement == .warn: return
    case let verdict: throw AddressDenied(address: address, verdict: verdict)
    }
  }

  func failure(for denied: AddressDenied, url: HTTPURL) -> HTTPFailure {
    HTTPFailure(
      kind: .denied, message: Refusal(url: url, address: denied.address, verdict: denied.verdict).sentence,
      url: url.description)
  }

  /// Why a host may not be connected to, and the address at fault; nil where it may.
  private func refusal(
    of url: HTTPURL, _ admission: NetworkPolicy.Admission, isProxied: Bool
  ) async -> (IPAddress?, NetworkPolicy.Verdict)? {
    if policy.isForbidden(name: url.host, admission) {
      return (nil, .forbidden("the name of a metadata service, where clouds hand out the credentials of the machine"))
    }
    let addresses: [IPAddress]
    if let address = IPAddress(host: url.host) {
      addresses = [address]
    } else if isProxied || (!admission.isListed && !policy.listsAddresses) {
      return admission.isListed ? nil : (nil, .unlisted(""))
    } else {
      addresses = await resolve(url.host)
      // The name cannot be resolved: the client tells why where it may try.
      if addresses.isEmpty { return admission.isListed ? nil : (nil, .unlisted("")) }
    }
    let verdicts: [(IPAddress?, NetworkPolicy.Verdict)] = addresses.map {
      ($0, policy.verdict(on: $0, port: url.port, for: admission))
    }
    if verdicts.contains(where: { $0.1 == .allowed }) { return nil }
    let forbidden = verdicts.first { if case .forbidden = $0.1 { true } else { false } }
    return forbidden ?? verdicts.first
  }

  private func decide(
    _ verdict: NetworkPolicy.Verdict, on address: IPAddress?, of url: HTTPURL
  ) throws(HTTPFailure) {
    let refusal = Refusal(url: url, address: address, verdict: verdict)
    guard case .unlisted = verdict, policy.enforcement == .warn else {
      throw HTTPFailure(kind: .denied, message: refusal.sentence, url: url.description)
    }
    let isNew = state.withLock { $0.warned.insert(url.host).inserted }
    if isNew { warn(refusal.warning) }
  }
}

/// An address that a connection must not lead to.
struct AddressDenied: Error {
  var address: IPAddress
  var verdict: NetworkPolicy.Verdict
}

/// What an author reads of a host that permissions do not allow.
private struct Refusal {
  let url: HTTPURL
  let address: IPAddress?
  let verdict: NetworkPolicy.Verdict

  var sentence: String {
    switch verdict {
    case .allowed, .unlisted(""):
      "\(subject) is not listed in permissions.network of the integration's entry in integrations.json. "
        + "Add \"\(entry)\" there if the integration is to reach it."
    case .unlisted(let reason):
      "\(subject) is \(reason). Add \"\(entry)\" to permissions.network of the integration's entry in "
        + "integrations.json if that is meant."
    case .forbidden(let reason):
      "\(subject) is \(reason); it is refused unless permissions.network of the integration's entry in "
        + "integrations.json lists it as \"\(entry)\"."
    }
  }

  var warning: String {
    "warning: \(sentence) A worker, and luahost run --strict, would refuse the request."
  }

  private var subject: String {
    guard let address, "\(address)" != url.host else { return url.endpoint }
    return "\(url.endpoint), which is the address \(address),"
  }

  private var entry: String {
    var host = url.host.hasSuffix(".") ? String(url.host.dropLast()) : url.host
    var isSpecial = false
    if case .unlisted("") = verdict {} else { isSpecial = true }
    if let address, isSpecial || IPAddress(host: host) != nil { host = "\(address)" }
    let needsPort = url.port != url.scheme.defaultPort
    let port = needsPort ? ":\(url.port)" : ""
    return HTTPURL.bracketed(host) + port
  }
}
