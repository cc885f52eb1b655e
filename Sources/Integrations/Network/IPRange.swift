/// The addresses that share a prefix (RFC 4632 §3.1); one address where the prefix is all of it.
package struct IPRange: Sendable, Hashable, CustomStringConvertible {
  package let first: IPAddress
  package let prefix: Int

  /// Nil where `prefix` is longer than an address.
  package init?(_ first: IPAddress, prefix: Int) {
    guard 0...(first.isV4 ? 32 : 128) ~= prefix else { return nil }
    (self.first, self.prefix) = (first, prefix)
  }

  /// One address.
  package init(_ address: IPAddress) { (first, prefix) = (address, address.isV4 ? 32 : 128) }

  package func contains(_ address: IPAddress) -> Bool {
    guard address.isV4 == first.isV4 else { return false }
    let shift = (first.isV4 ? 32 : 128) - prefix
    return prefix == 0 || address.bits >> shift == first.bits >> shift
  }

  /// Whether `first` has no bits behind the prefix: `10.0.0.0/8`, not `10.1.2.3/8`.
  package var startsAtPrefix: Bool {
    let shift = (first.isV4 ? 32 : 128) - prefix
    let behind = shift == 128 ? UInt128.max : (UInt128(1) << shift) - 1
    return first.bits & behind == 0
  }

  package var description: String { prefix == (first.isV4 ? 32 : 128) ? "\(first)" : "\(first)/\(prefix)" }
}
