import Foundation
import Integrations

/// Compressed bodies that are not what they seem.
enum HostileBodies {
  private static func body(_ encoding: String, _ bytes: Data) -> [LoopbackServer.Step] {
    [
      .send(
        Array("HTTP/1.1 200 OK\r\ncontent-encoding: \(encoding)\r\ncontent-length: \(bytes.count)\r\n\r\n".utf8) + bytes
      )
    ]
  }

  private static func made(_ script: String) -> Data { (try? run(script)) ?? Data() }

  /// 50 MB of zeros in 50 kB.
  private static let bomb = made("head -c 50000000 /dev/zero | gzip -c9")
  private static let small = made("printf 'hello hello hello' | gzip -nc")
  private static let zeros = made("head -c 500 /dev/zero | gzip -nc")

  static let all: [HostileCase] = [
    HostileCase("a gzip bomb", body("gzip", bomb), .failure(.tooLarge, "after decompression")) {
      $0.maximumBody = 1_000_000
    },
    HostileCase(
      "a deflate bomb", body("deflate", bomb.dropFirst(10).dropLast(8)), .failure(.tooLarge, "after decompression")
    ) { $0.maximumBody = 1_000_000 },
    HostileCase(
      "a bomb of many members", body("gzip", (0..<1000).reduce(Data()) { data, _ in data + zeros }),
      .failure(.tooLarge, "after decompression")
    ) { $0.maximumBody = 400_000 },
    HostileCase(
      "members without end",
      [.send("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n"), .endless(Array(zeros))],
      .failure(.tooLarge, "after decompression")
    ) { $0.maximumBody = 400_000 },
    HostileCase("gzip cut short", body("gzip", small.dropLast(9)), .failure(.protocol, "cannot be decompressed")),
    HostileCase(
      "gzip with a wrong checksum", body("gzip", small.dropLast(8) + Data(count: 8)),
      .failure(.protocol, "cannot be decompressed")),
    HostileCase("gzip that is none", body("gzip", Data("hello".utf8)), .failure(.protocol, "cannot be decompressed")),
    HostileCase(
      "deflate that is none", body("deflate", Data([0xFF, 0xFF, 0xFF])), .failure(.protocol, "cannot be decompressed")),
    HostileCase("gzip inside gzip", body("gzip, gzip", Data("as it is".utf8)), .answer(200, "as it is")),
    HostileCase("gzip of nothing", body("gzip", Data()), .answer(200, "")),
    HostileCase("gzip as it should be", body("GZIP", small), .answer(200, "hello hello hello")),
  ]
}
