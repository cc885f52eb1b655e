package import JSONSchema

/// Which hosts the scripts of an integration may reach: `permissions.network` of its entry in the catalogue.
///
/// ```swift
/// let policy = try NetworkPolicy(entry, config: config, enforcement: .refuse)
/// policy.admission(host: "api.github.com", port: 443).isListed
/// ```
package struct NetworkPolicy: Sendable {
  /// What is done about a host that is not listed.
  package enum Enforcement: Sendable, Hashable {
    case warn, refuse
  }

  /// What is known of a host by its name.
  package struct Admission: Sendable, Hashable {
    /// Whether the name is listed; where it is not, the address that it stands for may be.
    package var isListed: Bool
    /// Whether the name may stand for the machine itself.
    package var mayBeLoopback: Bool
    /// Whether it may stand for any address at all.
    package var mayBeSpecial: Bool
    /// Whether the config alone names it. Who fills that in need not be who runs the machine.
    package var isConfigured = false
  }

  package enum Verdict: Sendable, Hashable {
    case allowed
    /// The address is not listed; the clause says what it is.
    case unlisted(String)
    /// It is refused whatever the enforcement; the clause says what it is.
    case forbidden(String)
  }

  package var patterns: [NetworkPattern]
  /// Single hosts that the job's config names.
  package var configured: [NetworkPattern]
  package var enforcement: Enforcement

  package init(
    _ patterns: [NetworkPattern], configured: [NetworkPattern] = [], enforcement: Enforcement = .refuse
  ) {
    (self.patterns, self.configured, self.enforcement) = (patterns, configured, enforcement)
  }

  /// Every host but the addresses that are always refused.
  package static let open = NetworkPolicy([(try? NetworkPattern("*"))].compactMap { $0 })

  /// The policy of an entry for a job with a config; an entry without permissions lists nothing.
  package init(
    _ entry: CatalogueEntry, config: JSONValue, enforcement: Enforcement
  ) throws(IntegrationError) {
    self.init([], enforcement: enforcement)
    for listed in try Self.entries(entry) {
      switch listed {
      case .pattern(let pattern): patterns.append(pattern)
      case .config(let key): configured += NetworkEntry.hosts(in: config[key])
      }
    }
  }

  /// Whether a host name may be connected to, as far as its name tells.
  package func admission(host: String, port: Int) -> Admission {
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    let matching = patterns.filter { $0.matches(name: name, port: port) }
    let isOpen = matching.contains { $0.host == .any }
    let isAddress = IPAddress(host: name) != nil
    let isLocal = name == "localhost" || name.hasSuffix(".localhost")
    let isMetadata = SpecialAddress.metadataNames.contains(name)
    let isConfigured =
      matching.isEmpty && !isMetadata && !isAddress && configured.contains { $0.matches(name: name, port: port) }
    let mayBeSpecial = isMetadata && matching.contains { $0.host == .name(name) }
    return Admission(
      isListed: isMetadata ? mayBeSpecial : isAddress ? isOpen : !matching.isEmpty || isConfigured,
      mayBeLoopback: isOpen || isLocal, mayBeSpecial: mayBeSpecial, isConfigured: isConfigured)
  }

  /// Whether an address may be connected to for a host.
  package func verdict(on address: IPAddress, port: Int, for admission: Admission) -> Verdict {
    if admission.mayBeSpecial || patterns.contains(where: { $0.matches(address, port: port) }) { return .allowed }
    if let reason = SpecialAddress.reason(address) { return .forbidden(reason) }
    let isConfigured = admission.isConfigured || configured.contains { $0.matches(address, port: port) }
    guard admission.isListed || isConfigured else { return .unlisted("") }
    if isConfigured, !admission.isListed || admission.isConfigured {
      guard let reason = SpecialAddress.privateReason(address) else { return .allowed }
      return .unlisted("\(reason), which a host that only the config names does not open")
    }
    if SpecialAddress.isLoopback(address), !admission.mayBeLoopback {
      return .unlisted("an address of this machine itself, which a listed name does not open")
    }
    return .allowed
  }

  /// Whether a name is refused unless it is listed itself, whatever it stands for.
  package func isForbidden(name: String, _ admission: Admission) -> Bool {
    SpecialAddress.metadataNames.contains(name.hasSuffix(".") ? String(name.dropLast()) : name)
      && !admission.mayBeSpecial
  }

  /// Whether addresses are listed, so that a name that is not may stand for one of them.
  package var listsAddresses: Bool {
    patterns.contains { if case .range = $0.host { true } else { false } }
  }
}

extension NetworkPolicy {
  private static func entries(_ entry: CatalogueEntry) throws(IntegrationError) -> [NetworkEntry] {
    let label = "In the catalogue, entry '\(entry.name)': "
    guard let permissions = entry.permissions else { return [] }
    guard case .object(let members) = permissions else {
      throw fault(label + "\"permissions\" must be an object, such as { \"network\": [\"api.github.com\"] }.")
    }
    for name in members.keys where name != "network" {
      throw fault(label + "\"permissions\" has the unknown key \"\(name)\"; it knows \"network\".")
    }
    guard let network = members["network"] else { return [] }
    guard case .array(let values) = network else {
      throw fault(label + "\"permissions.network\" must be a list of hosts, such as [\"api.github.com\"].")
    }
    var entries: [NetworkEntry] = []
    for (index, value) in values.enumerated() {
      let place = "\(label)\"permissions.network[\(index)]\""
      guard let text = value.stringValue else { throw fault(place + " must be a string: a host.") }
      do {
        entries.append(try NetworkEntry(text))
      } catch {
        throw fault("\(place): \"\(text)\" \(error.reason).")
      }
    }
    return entries
  }

  private static func fault(_ text: String) -> IntegrationError {
    IntegrationError(code: .badData, message: text, location: SourceLocation(file: Catalogue.fileName))
  }
}
