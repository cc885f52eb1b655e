import Glibc
import Integrations
import NIOCore
import NIOPosix

/// Asks the system which addresses a host name has.
enum HostResolver {
  /// The addresses; empty where the name has none, and where the calling task was cancelled meanwhile.
  static func addresses(of host: String) async -> [IPAddress] {
    let (answers, answer) = AsyncStream.makeStream(of: [IPAddress].self)
    // The system's call blocks and cannot be stopped: a stream, unlike a future, lets a cancelled task go on at once.
    NIOThreadPool.singleton.submit { _ in
      answer.yield(lookUp(host))
      answer.finish()
    }
    for await addresses in answers { return addresses }
    return []
  }

  private static func lookUp(_ host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [IPAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = IPAddress(UnsafePointer(entry.ai_addr), length: Int(entry.ai_addrlen)) {
        addresses.append(address)
      }
      next = entry.ai_next
    }
    return addresses
  }
}

extension IPAddress {
  /// Nil for a socket of the file system.
  init?(_ address: SocketAddress) {
    guard let address = address.withSockAddr({ IPAddress($0, length: $1) }) else { return nil }
    self = address
  }

  fileprivate init?(_ pointer: UnsafePointer<sockaddr>?, length: Int) {
    guard let pointer else { return nil }
    let bytes = UnsafeRawBufferPointer(start: pointer, count: length)
    guard length >= 2 else { return nil }
    switch Int32(bytes.loadUnaligned(as: UInt16.self)) {  // sa_family
    case AF_INET where length >= 8: self.init(bytes: bytes[4..<8])  // sin_addr
    case AF_INET6 where length >= 24: self.init(bytes: bytes[8..<24])  // sin6_addr
    default: return nil
    }
  }
}
