import Foundation
import Synchronization

/// A port of 127.0.0.1 that the system chose. It is bound from the start, so no other program can take it.
package final class ListeningSocket: Sendable {
  private let open: Mutex<Int32?>
  package let port: UInt16

  /// - Parameter listening: false leaves the port bound and closed: a connection to it is refused.
  package init(listening: Bool = true) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard descriptor >= 0, bound, !listening || listen(descriptor, 128) == 0 else {
      throw TestSupportError("cannot open a port on loopback: \(String(cString: strerror(errno)))")
    }
    open = Mutex(descriptor)
    self.port = UInt16(bigEndian: address.sin_port)
  }

  /// The descriptor; -1 once it is closed here.
  package var descriptor: Int32 { open.withLock { $0 ?? -1 } }

  /// Closes it here; a program that inherited it has it still.
  package func close() {
    open.withLock { descriptor in
      if let open = descriptor { Foundation.close(open) }
      descriptor = nil
    }
  }

  deinit { close() }
}
