import Foundation
import JSONSchema
import TestSupport
import Testing

/// `--format`, `--output` and `--fail-on`: what goes where, and what the exit code says.
@Suite(.timeLimit(.minutes(2)))
struct OutputTargetTests {
  @Test func writesEachFileAsItsEndingSays() async throws {
    try await withSample { folder in
      let starts = [
        "a.html": "<!DOCTYPE html>", "b.sarif": #"{"$schema":"#, "c.json": "{\n  \"integration\"", "d.xml": "<?xml",
        "e.csv": "severity,", "f.ocsf.json": "[\n{", "g.ocsf": "{", "h.ndjson": #"{"event":"job_started""#,
        "i.txt": "  ✓ stage one", "j.SARIF": #"{"$schema":"#,
      ]
      let outcome = try await run(starts.keys.sorted().flatMap { ["--output", $0] }, in: folder)
      #expect(outcome.code == 1)
      #expect(outcome.output == "")
      for (file, start) in starts {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        #expect(text.hasPrefix(start), "\(file): \(text.prefix(40))")
        #expect(outcome.errors.contains(file))
      }
    }
  }

  @Test func takesTheFormatWithTheFileOrBeside() async throws {
    try await withSample { folder in
      let beside = try await run(["--format", "sarif", "--output", "a.json"], in: folder)
      let with = try await run(["--output", "sarif:b.json", "--output", "csv:-"], in: folder)
      #expect(beside.output == "")
      #expect(with.output.hasPrefix("severity,"))
      for file in ["a.json", "b.json"] {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        #expect(text.hasPrefix(#"{"$schema":"#))
      }
    }
  }

  @Test(arguments: [
    (["--output", "report.foo"], ["report.foo", "json:report.foo", ".sarif"]),
    (["--output", "a.json", "--output", "a.json"], ["a.json", "twice"]),
    (["--output", "-", "--output", "json:-"], ["standard output", "twice"]),
    (["--format", "json", "--output", "a", "--output", "b"], ["--format", "json:a"]),
    (["--format", "json", "--output", "sarif:a"], ["do not agree"]),
    (["--output", "json:"], ["names no file"]),
    (["--output", "missing/a.json"], ["missing/a.json", "no folder"]),
    (["--output", "json:integrations"], ["integrations", "it is a folder"]),
  ])
  func refusesWhatCannotBeMeant(arguments: [String], says: [String]) async throws {
    try await withSample { folder in
      let outcome = try await run(arguments, in: folder)
      #expect(outcome.code == 64)
      for part in says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
      #expect(outcome.output == "", "nothing ran")
    }
  }

  @Test func writesTheOthersWhenOneCannotBe() async throws {
    try await withSample { folder in
      let outcome = try await run(["--output", "json:/dev/full", "--output", "b.csv"], in: folder)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains("'/dev/full' cannot be written: No space left on device"))
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "b.csv").path))
    }
  }

  /// The limit of a file's size stands for a disk that is full.
  @Test func leavesTheOldFileWhenTheNewOneCannotBeWritten() async throws {
    try await withSample { folder in
      try folder.write(["report.html": "old"])
      let process = try CapturedProcess(
        "/bin/sh",
        ["-c", #"trap '' XFSZ; ulimit -f 4; "$0" run integrations/sample --output report.html"#, Luahost.path()],
        in: folder)
      #expect(process.status == 1)
      #expect(try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8) == "old")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".tmp") }
      #expect(left == [])
    }
  }

  @Test func keepsLinksAndModes() async throws {
    try await withSample { folder in
      try folder.write(["kept/report.json": "old"])
      let file = folder.appending(path: "kept/report.json").path
      let link = folder.appending(path: "latest.json").path
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "kept/report.json")
      _ = try await run(["--output", "latest.json"], in: folder)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "kept/report.json")
      #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
      #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("{"))
    }
  }

  /// A failure weighs more than violations: what was not judged may be worse.
  @Test(
    arguments: [
      ("all_is_well,whole", "low", 2), ("all_is_well,whole", "medium", 0), ("all_is_well,whole", nil, 0),
      ("things_are_locked", "critical", 2), ("whole,breaks", "low", 1), ("whole,breaks", nil, 1),
      ("all_is_well", "low", 0), ("unknown", nil, 1),
    ] as [(String, String?, Int32)])
  func exitsAsFailOnSays(tasks: String, severity: String?, code: Int32) async throws {
    try await withSample { folder in
      let outcome = try await run(["--tasks", tasks] + (severity.map { ["--fail-on", $0] } ?? []), in: folder)
      #expect(outcome.code == code)
    }
  }

  @Test func tellsNothingTwiceInEvents() async throws {
    let text = try await ReportFixture.report("ndjson")
    let lines = try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    #expect(lines.first?["event"] == "job_started")
    #expect(lines.count { $0["event"] == "violation" } == 3)
    #expect(lines.last?["event"] == "job_ended")
    #expect(lines.last?["violations"] == ["critical": 1, "high": 1, "medium": 0, "low": 1])
  }

  @Test func writesWhatAnInterruptedRunReached() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(
        Fixture([
          "collectors/a.lua": """
          task { name = "first", title = "First", run = function(ctx) return { data = { n = 7 } } end }
          task { name = "waits", title = "Waits", order = 200, run = function(ctx) sleep(600) end }
          """
        ]).files)
      let terminal = try TerminalSession(
        ["run", "integrations/sample", "--output", "report.json", "--output", "report.xml"], in: folder)
      try await terminal.expect("waits")
      terminal.send("\u{3}")
      #expect(try await terminal.wait() == 130)
      let report = try JSONValue(parsing: String(contentsOf: folder.appending(path: "report.json"), encoding: .utf8))
      #expect(report["status"] == "error")
      #expect(report["tasks"]?["first"]?["output"]?["data"]?["n"] == 7)
      let suite = try String(contentsOf: folder.appending(path: "report.xml"), encoding: .utf8)
      for (attribute, element) in [("skipped", "<skipped"), ("errors", "<error ")] {
        #expect(suite.contains(#" \#(attribute)="\#(suite.ranges(of: element).count)""#), "\(suite)")
      }
    }
  }

  @Test(arguments: ["pretty", "json", "ndjson", "sarif"])
  func takesNoOffenceWhenTheReaderGoes(format: String) async throws {
    try await withSample { folder in
      let script = #"{ "$0" run integrations/sample --tasks whole --format "$1" 2>/dev/null; echo $? >code; } | true"#
      _ = try CapturedProcess("/bin/sh", ["-c", script, Luahost.path(), format], in: folder)
      #expect(try String(contentsOf: folder.appending(path: "code"), encoding: .utf8) == "0\n")
    }
  }

  private func withSample(_ body: (URL) async throws -> Void) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(ReportFixture.files)
      try await body(folder)
    }
  }

  private func run(_ arguments: [String], in folder: URL) async throws -> Luahost.Outcome {
    try await Luahost.run(["run", "integrations/sample"] + arguments, in: folder)
  }
}
