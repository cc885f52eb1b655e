import Integrations
import NIOCore
import NIOHTTP1

/// A request as connections write it: everything that is sent is in it, in its order.
struct RequestMessage: Sendable {
  /// A token (RFC 9110 §9), in upper case.
  var method: String
  /// Path and query (RFC 9112 §3.2.1).
  var target: String
  /// Without line breaks in names and values; the length of the body among them.
  var headers: [HTTPHeader]
  /// Not empty; nil where there is none.
  var body: [UInt8]?

  /// As the parts of NIO say it, without a body.
  var head: HTTPRequestHead {
    var fields = HTTPHeaders()
    fields.reserveCapacity(headers.count)
    for header in headers { fields.add(name: header.name, value: header.value) }
    return HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: target, headers: fields)
  }

  /// Writes what comes before the body, in the format of HTTP/1.1 (RFC 9112 §2.1).
  func writeHead(to buffer: inout ByteBuffer) {
    // Beside the parts: what stands between and behind them, below.
    var size = method.utf8.count + target.utf8.count + 14
    for header in headers { size += header.name.utf8.count + header.value.utf8.count + 4 }
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { room in
      var pen = BytePen(room)
      pen.write(method)
      pen.write(" ")
      pen.write(target)
      pen.write(" HTTP/1.1\r\n")
      for header in headers {
        pen.write(header.name)
        pen.write(": ")
        pen.write(header.value)
        pen.write("\r\n")
      }
      pen.write("\r\n")
      return pen.written
    }
  }
}
