import Integrations

/// HTTP/1.1 answers that no server should give.
enum HostileAnswers {
  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
  private static let sized = "HTTP/1.1 200 OK\r\ncontent-length: "
  private static let many = Array(repeating: UInt8(ascii: "a"), count: 65536)

  static let slow: [HostileCase] = [
    HostileCase("silence", [], .failure(.timeout, "gave no answer within 0.4 s"), change: impatient),
    HostileCase("half a status line", "HTTP/1.1 2", .failure(.timeout, "gave no answer within"), change: impatient),
    HostileCase("no end of headers", ok + "a: b\r\n", .failure(.timeout, "gave no answer within"), change: impatient),
    HostileCase(
      "slow headers", [.send(ok), .drip(Array("a: b\r\n".utf8), milliseconds: 20)],
      .failure(.timeout, "gave no answer within"), change: impatient),
    HostileCase(
      "slow body", [.send(sized + "100000\r\n\r\n"), .drip([97], milliseconds: 20)],
      .failure(.timeout, "was not complete within 2 s"), change: patient),
    HostileCase(
      "slow chunks", [.send(chunked), .drip(Array("1\r\na\r\n".utf8), milliseconds: 20)],
      .failure(.timeout, "was not complete within"), change: patient),
    HostileCase(
      "a body that stops", sized + "100\r\n\r\nhalf", .failure(.timeout, "4 bytes had come"), change: patient),
    HostileCase("a chunk that stops", chunked + "a\r\nhalf", .failure(.timeout, "4 bytes had come"), change: patient),
    HostileCase(
      "trailers that do not end",
      [.send(chunked + "1\r\na\r\n0\r\n"), .drip(Array("a: b\r\n".utf8), milliseconds: 20)],
      .failure(.timeout, "was not complete"), change: patient),
    HostileCase(
      "slow interim answers", [.drip(Array("HTTP/1.1 102 Processing\r\n\r\n".utf8), milliseconds: 50)],
      .failure(.timeout, "gave no answer within"), change: impatient),
  ]

  static let cut: [HostileCase] = [
    HostileCase("closes at once", [.close], .failure(.reset, "before it answered")),
    HostileCase("resets at once", [.reset], .failure(.reset, "before it answered")),
    HostileCase("closes in the status line", [.send("HTTP/1.1 2"), .close], .failure(.reset, "before it answered")),
    HostileCase("closes in the headers", [.send(ok + "a: "), .close], .failure(.reset, "before it answered")),
    HostileCase("resets in the headers", [.send(ok + "a: "), .reset], .failure(.reset, "before it answered")),
    HostileCase("a short body", [.send(sized + "9\r\n\r\nhalf"), .close], .failure(.reset, "middle of the body")),
    HostileCase(
      "a reset in the body", [.send(sized + "9\r\n\r\nhalf"), .reset], .failure(.reset, "middle of the body")),
    HostileCase("no last chunk", [.send(chunked + "1\r\na\r\n"), .close], .failure(.reset, "middle of the body")),
    HostileCase("half a chunk", [.send(chunked + "9\r\nhalf"), .close], .failure(.reset, "middle of the body")),
    HostileCase("half a trailer", [.send(chunked + "0\r\na: "), .close], .failure(.reset, "middle of the body")),
  ]

  static let malformed: [HostileCase] = [
    ("a chunk size of letters", chunked + "zz\r\nab\r\n"), ("a negative chunk size", chunked + "-1\r\na\r\n"),
    ("a chunk size with 0x", chunked + "0x1\r\na\r\n0\r\n\r\n"),
    ("a chunk size that overflows", chunked + "FFFFFFFFFFFFFFFFF\r\na\r\n"),
    ("a chunk longer than it says", chunked + "1\r\nabc\r\n0\r\n\r\n"),
    ("two content-lengths", sized + "1\r\ncontent-length: 2\r\n\r\nab"),
    ("the same content-length twice", sized + "2\r\ncontent-length: 2\r\n\r\nok"),
    ("a negative content-length", sized + "-1\r\n\r\n"), ("a signed content-length", sized + "+1\r\n\r\na"),
    ("a content-length of letters", sized + "x\r\n\r\n"), ("a content-length with a space", sized + "1 1\r\n\r\na"),
    ("a list of content-lengths", sized + "1, 2\r\n\r\nab"),
    ("a content-length that overflows", sized + "99999999999999999999\r\n\r\n"),
    ("content-length and chunked", sized + "1\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"),
    ("a NUL in a header", ok + "a: b\u{0}c\r\ncontent-length: 0\r\n\r\n"),
    ("a NUL in a header's name", ok + "a\u{0}b: c\r\ncontent-length: 0\r\n\r\n"),
    ("a header without a colon", ok + "nonsense\r\n\r\n"),
    ("a space before the colon", ok + "content-length : 0\r\n\r\n"),
    ("a header without a name", ok + ": a\r\n\r\n"), ("a carriage return alone", ok + "a: b\rc: d\r\n\r\n"),
    ("a status of letters", "HTTP/1.1 abc\r\n\r\n"), ("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
    ("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"), ("a version from nowhere", "HTTP/9.9 200 OK\r\n\r\n"),
    ("a misspelled protocol", "HTP/1.1 200 OK\r\n\r\n"), ("a radio station", "ICY 200 OK\r\n\r\n"),
    ("HTTP/0.9", "<html>hello</html>\r\n"), ("a mail server", "220 mail.example.com ESMTP\r\n"),
    ("a shell", "SSH-2.0-OpenSSH_9.2\r\n"), ("HTTP/2 in the clear", "\u{0}\u{0}\u{0}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}"),
    ("binary", "\u{1}\u{2}\u{3}\u{4}\u{5}\r\n\r\n"), ("a request for an answer", "GET / HTTP/1.1\r\n\r\n"),
  ].map { name, text in
    HostileCase(name, text, .failure(.protocol, "sent what is not HTTP"), change: patient)
  }

  static let large: [HostileCase] = [
    HostileCase(
      "a body without end", [.send(ok + "\r\n"), .endless(many)], .failure(.tooLarge, "larger than 1000 bytes")
    ) { $0.maximumBody = 1000 },
    HostileCase(
      "chunks without end", [.send(chunked), .endless(Array("5\r\nhello\r\n".utf8))],
      .failure(.tooLarge, "larger than 1000 bytes")
    ) { $0.maximumBody = 1000 },
    HostileCase("a length beyond the limit", sized + "1001\r\n\r\n", .failure(.tooLarge, "larger than 1000 bytes")) {
      $0.maximumBody = 1000
    },
    HostileCase(
      "headers without end", [.send(ok), .endless(Array("a: b\r\n".utf8))],
      .failure(.protocol, "more than 256 headers")),
    HostileCase(
      "a header without end", [.send(ok + "a: "), .endless(many)], .failure(.protocol, "longer than 80 KiB")),
    HostileCase(
      "a header of 200 kB", [.send(ok + "a: "), .send(many + many + many), .send("\r\ncontent-length: 0\r\n\r\n")],
      .failure(.protocol, "longer than 80 KiB")),
    HostileCase(
      "a name without end", [.send(ok), .endless(many)], .failure(.protocol, "longer than 80 KiB")),
    HostileCase(
      "a reason without end", [.send("HTTP/1.1 200 "), .endless(many)], .failure(.protocol, "longer than 80 KiB")),
    HostileCase(
      "interim answers without end", [.endless(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))],
      .failure(.protocol, "more than 100 interim answers")),
    HostileCase(
      "early hints without end", [.endless(Array("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".utf8))],
      .failure(.protocol, "more than 100 interim answers")),
  ]

  /// Odd, but with one meaning only.
  static let odd: [HostileCase] = [
    HostileCase("interim answers first", "HTTP/1.1 103 Hints\r\n\r\n" + sized + "2\r\n\r\nok", .answer(200, "ok")),
    HostileCase("no reason", "HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok", .answer(200, "ok")),
    HostileCase("an unknown status", "HTTP/1.1 799 X\r\ncontent-length: 2\r\n\r\nok", .answer(799, "ok")),
    HostileCase("HTTP/1.0", [.send("HTTP/1.0 200 OK\r\n\r\nok"), .close], .answer(200, "ok")),
    HostileCase("a body up to the end", [.send(ok + "\r\nok"), .close], .answer(200, "ok")),
    HostileCase("chunk extensions", chunked + "2;a=\"b\"\r\nok\r\n0;c\r\n\r\n", .answer(200, "ok")),
    HostileCase("trailers", chunked + "2\r\nok\r\n0\r\nx-checksum: 1\r\nset-cookie: a=b\r\n\r\n", .answer(200, "ok")),
    HostileCase("204 with a body", "HTTP/1.1 204 No\r\ncontent-length: 2\r\n\r\nok", .answer(204, "")),
    HostileCase("304 with a body", "HTTP/1.1 304 No\r\ncontent-length: 2\r\n\r\nok", .answer(304, "")),
    HostileCase("HEAD with a body", sized + "2\r\n\r\nok", .answer(200, "")) { $0.method = "HEAD" },
    HostileCase("HEAD with a chunked body", chunked + "2\r\nok\r\n0\r\n\r\n", .answer(200, "")) { $0.method = "HEAD" },
    HostileCase(
      "an encoding that nobody knows", ok + "content-encoding: x\r\ncontent-length: 2\r\n\r\nok", .answer(200, "ok")),
  ]
}
