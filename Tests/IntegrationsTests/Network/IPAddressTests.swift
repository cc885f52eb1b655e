import Integrations
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("::ffff:10.0.0.1", "10.0.0.1"), ("::ffff:a9fe:a9fe", "169.254.169.254"),
    ("fe80::1", "fe80::1"), ("64:ff9b::192.0.2.1", "64:ff9b::c000:201"), ("1::", "1::"), ("0:0:1::", "0:0:1::"),
  ])
  func readsPlainAddresses(text: String, canonical: String) {
    #expect(IPAddress(plain: text)?.description == canonical)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "1.2.3.x", ":", ":::", "1:2", "1::2::3", "12345::", "g::",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "::1.2.3", "1.2.3.4::", "fe80::1%eth0", "٣.1.1.1", "+1.2.3.4",
  ])
  func refusesWhatIsNone(text: String) {
    #expect(IPAddress(plain: text) == nil)
  }

  /// What getaddrinfo takes for an address, so that no spelling of one goes by unseen.
  @Test(arguments: [
    ("0xA9FEA9FE", "169.254.169.254"), ("2852039166", "169.254.169.254"), ("0251.0376.0251.0376", "169.254.169.254"),
    ("0xa9.254.0xa9fe", "169.254.169.254"), ("169.254.43518", "169.254.169.254"), ("127.1", "127.0.0.1"),
    ("0", "0.0.0.0"), ("0x", "0.0.0.0"), ("017700000001", "127.0.0.1"), ("fe80::1%lo", "fe80::1"), ("::1", "::1"),
  ])
  func readsWhatTheSystemReads(host: String, canonical: String) {
    #expect(IPAddress(host: host)?.description == canonical)
  }

  @Test(arguments: ["localhost", "4294967296", "256.0.0.1", "1.2.3.4.5", "08.1.1.1", "a.1", "1..1", "", "1.2.3.4."])
  func leavesNamesAlone(host: String) {
    #expect(IPAddress(host: host) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0", 8, "10.255.0.1", true), ("10.0.0.0", 8, "11.0.0.1", false), ("0.0.0.0", 0, "8.8.8.8", true),
    ("::", 0, "2001::1", true), ("::", 0, "1.1.1.1", false), ("fd00::", 8, "fdff::1", true),
    ("192.0.2.1", 32, "192.0.2.1", true), ("192.0.2.1", 32, "192.0.2.2", false), ("::1", 128, "::1", true),
  ])
  func rangesContain(first: String, prefix: Int, address: String, isInside: Bool) throws {
    let base = try #require(IPAddress(plain: first))
    let range = try #require(IPRange(base, prefix: prefix))
    #expect(range.contains(try #require(IPAddress(plain: address))) == isInside)
  }
}
