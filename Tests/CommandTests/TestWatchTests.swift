import Foundation
import TestSupport
import Testing

/// `luahost test --watch` on a terminal.
@Suite(.timeLimit(.minutes(3)))
struct TestWatchTests {
  private static let waiting = "waiting for a file to be saved; Ctrl-C ends it\n"
  private static let doubles = "local double = require(\"lib.double\")\n"
  private static let fixture = [
    "integrations.json": #"[{ "name": "demo", "title": "Demo", "schema": {} }]"#,
    "integrations/demo/entry.lua": "return runner { name = \"demo\" }\n",
    "integrations/demo/lib/double.lua": "return function(x) return x * 2 end\n",
    "integrations/demo/tests/double_test.lua": doubles + "it(\"doubles\", function() expect(double(2)).to_be(4) end)\n",
    "integrations/demo/tests/other_test.lua": "it(\"does nothing\", function() end)\n",
  ]

  private static let command = ["test", "integrations/demo", "--watch"]

  @Test func runsWhatASaveTouches() async throws {
    try await TerminalSession.with(Self.command, Self.fixture) { terminal, folder in
      try await terminal.expect("2 passed · 2 files")
      try await terminal.expect(Self.waiting)
      // A test file concerns itself alone.
      try folder.write([
        "integrations/demo/tests/double_test.lua":
          Self.doubles + "it(\"doubles\", function() expect(double(2)).to_be(5) end)\n"
      ])
      try await terminal.expect("✗ doubles")
      try await terminal.expect("expected  5")
      try await terminal.expect("0 passed · 1 failed · 1 file ·")
      try await terminal.expect(Self.waiting)
      // What tests may load concerns all of them.
      try folder.write(["integrations/demo/lib/double.lua": "return function(x) return x * 2 + 1 end\n"])
      try await terminal.expect("2 passed · 2 files")
      try await terminal.expect(Self.waiting)
      // A file that does not load is told of, and the watch goes on.
      try folder.write(["integrations/demo/lib/double.lua": "return function(\n"])
      try await terminal.expect("lib/double.lua")
      try await terminal.expect(Self.waiting)
      try folder.write(["integrations/demo/tests/new_test.lua": "it(\"is new\", function() end)\n"])
      try await terminal.expect("✓ is new")
      try await terminal.expect(Self.waiting)
      terminal.send("\u{3}")
      #expect(try await terminal.wait() == 130)
    }
  }

  @Test func endsWhileATestRuns() async throws {
    var files = Self.fixture
    files["integrations/demo/tests/other_test.lua"] =
      "it(\"goes on\", function() while true do end end, { timeout = 600 })\n"
    try await TerminalSession.with(Self.command, files) { terminal, _ in
      // The other file has no end, and is the one that is left.
      try await terminal.expect("✓ integrations/demo/tests/double_test.lua")
      terminal.send("\u{3}")
      #expect(try await terminal.wait() == 130)
      #expect(!terminal.shown.contains(Self.waiting))
    }
  }
}
