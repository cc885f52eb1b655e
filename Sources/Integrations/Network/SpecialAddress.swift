/// Addresses that a script reaches by mistake or by malice only: what stands behind them trusts the machine.
enum SpecialAddress {
  /// What an address is, as a clause; nil where it is nothing special. These are refused unless listed one by one.
  static func reason(_ address: IPAddress) -> String? {
    let address = embedded(in: address) ?? address
    return table.first { $0.range.contains(address) }?.reason
  }

  /// The names under which clouds serve their metadata: where a proxy resolves names, they are all that can be checked.
  static let metadataNames: Set<String> = [
    "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal",
  ]

  /// The machine itself.
  static func isLoopback(_ address: IPAddress) -> Bool {
    let address = embedded(in: address) ?? address
    return address.isV4 ? address.bits >> 24 == 127 : address.bits == 1
  }

  /// What an address behind the worker's own doors is, as a clause; nil for one that everybody reaches.
  static func privateReason(_ address: IPAddress) -> String? {
    if isLoopback(address) { return "an address of this machine itself" }
    let address = embedded(in: address) ?? address
    return privateRanges.contains { $0.contains(address) } ? "an address of a private network" : nil
  }

  /// RFC 1918, RFC 6598 and RFC 4193.
  private static let privateRanges: [IPRange] = [
    IPRange(IPAddress(v4: 0x0A00_0000), prefix: 8), IPRange(IPAddress(v4: 0xAC10_0000), prefix: 12),
    IPRange(IPAddress(v4: 0xC0A8_0000), prefix: 16), IPRange(IPAddress(v4: 0x6440_0000), prefix: 10),
    IPRange(IPAddress(v6: 0xFC << 120), prefix: 7),
  ].compactMap { $0 }

  private static let metadata = "where clouds hand out the credentials of the machine"

  private static let table: [(range: IPRange, reason: String)] = [
    v4(0xA9FE_0000, 16, "a link-local address, \(metadata)"),
    v4(0x6464_64C8, 32, "the metadata service of Alibaba Cloud, \(metadata)"),
    v4(0xC000_00C0, 32, "the metadata service of Oracle Cloud, \(metadata)"),
    v4(0xA83F_8110, 32, "the host service of Azure, \(metadata)"),
    v4(0x0000_0000, 8, unspecified),
    v6(0xFE80 << 112, 10, "a link-local address, \(metadata)"),
    v6(0xFD00_0EC2 << 96, 32, "the metadata service of AWS, \(metadata)"),
    v6(0xFD20_00CE << 96 | 0x254, 128, "the metadata service of Google Cloud, \(metadata)"),
    v6(0, 128, unspecified),
  ].compactMap { $0 }

  private static let unspecified = "not an address to connect to: systems take it for the machine itself"

  private static func v4(_ value: UInt32, _ prefix: Int, _ reason: String) -> (range: IPRange, reason: String)? {
    IPRange(IPAddress(v4: value), prefix: prefix).map { ($0, reason) }
  }

  private static func v6(_ value: UInt128, _ prefix: Int, _ reason: String) -> (range: IPRange, reason: String)? {
    IPRange(IPAddress(v6: value), prefix: prefix).map { ($0, reason) }
  }

  /// The address of version 4 that a gateway reads out of one of version 6: NAT64 (RFC 6052) and 6to4 (RFC 3056).
  private static func embedded(in address: IPAddress) -> IPAddress? {
    guard !address.isV4 else { return nil }
    if address.bits >> 32 == 0x0064_FF9B << 64 { return IPAddress(v4: UInt32(truncatingIfNeeded: address.bits)) }
    if address.bits >> 112 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: address.bits >> 80)) }
    return nil
  }
}
