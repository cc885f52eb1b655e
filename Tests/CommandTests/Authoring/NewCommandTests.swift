import Foundation
import TestSupport
import Testing

/// `luahost new`, as an author runs it.
@Suite(.timeLimit(.minutes(5)))
struct NewCommandTests {
  private static let catalogue = "[\n    {\"name\": \"old\", \"title\": \"Old\", \"schema\": {}}\n]\n"

  private static let globals = [
    "task", "runner", "http", "json", "async", "sleep", "describe", "it", "expect", "run_task",
  ]

  private func new(
    _ arguments: String..., in files: [String: String] = [:], _ body: (URL, Luahost.Outcome) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      try await body(folder, try await Luahost.run(["new"] + arguments, in: folder))
    }
  }

  private func names(in folder: URL) throws -> [String] {
    let files = FileManager.default.enumerator(atPath: folder.path)
    return (files?.compactMap { $0 as? String } ?? []).sorted()
  }

  @Test(arguments: ["none", "bearer", "basic", "header", "oauth2", "aws"])
  func whatItWritesPassesCheckAndTest(auth: String) async throws {
    let url = auth == "aws" ? "--yes" : "--base-url=https://api.acme.com/v1"
    try await new("acme", "--auth", auth, url, "--yes", "--rocks") {
      folder, outcome in
      #expect(outcome.code == 0, "\(outcome.errors)")
      let check = try await Luahost.run(["check", "--strict"], in: folder)
      #expect(check.code == 0, "\(check.output)")
      let test = try await Luahost.run(["test"], in: folder)
      #expect(test.code == 0, "\(test.output)")
      #expect(test.output.contains("3 passed"), "\(test.output)")
      let types = try await Luahost.run(["types", "--check"], in: folder)
      #expect(types.code == 0, "\(types.output)")
      let lint = try CapturedProcess(
        "/usr/bin/luacheck",
        ["--quiet", "--no-config", "--std", "lua54", "integrations", "--read-globals"] + Self.globals, in: folder)
      #expect(lint.status == 0, "\(String(decoding: lint.output, as: UTF8.self))")
    }
  }

  @Test func startsARepository() async throws {
    try await new("acme", "--yes") { folder, outcome in
      #expect(outcome.code == 0)
      let ignored = try folder.read(".gitignore")
      #expect(ignored == ".luahost/\n")
      let readme = try folder.read("README.md")
      #expect(readme.contains("luahost run integrations/acme"))
      let catalogue = try folder.read("integrations.json")
      #expect(catalogue.hasSuffix("]\n"))
      for command in ["luahost test", "luahost dev", "luahost run"] {
        #expect(outcome.errors.contains("  \(command) "))
      }
    }
  }

  @Test func asksBeforeItStartsARepository() async throws {
    try await new("acme", "--auth", "none", "--base-url", "https://a.example") { folder, outcome in
      #expect(outcome.code == 66)
      #expect(outcome.errors.contains("There is no integrations.json in this folder."))
      let left = try names(in: folder)
      #expect(left == [])
    }
  }

  @Test(arguments: [
    catalogue, catalogue.replacingOccurrences(of: "\n", with: "\r\n"),
    "[{\"name\":\"old\",\"schema\":{}}]",
    "{\n\t\"$schema\": \"x\",\n\t\"integrations\": [\n\t\t{\"name\": \"old\"}\n\t]\n}",
    "\u{FEFF}[]", "  [ ]\n\n",
  ])
  func changesTheCatalogueByItsEntryAlone(catalogue: String) async throws {
    try await new("acme", "--yes", in: ["integrations.json": catalogue]) { folder, outcome in
      #expect(outcome.code == 0, "\(outcome.errors)")
      // Read as bytes: a byte order mark is among them.
      let after = Array(try Data(contentsOf: folder.appending(path: "integrations.json")))
      let before = Array(catalogue.utf8)
      let start = zip(before, after).prefix { $0 == $1 }.count
      let end = zip(before.reversed(), after.reversed()).prefix { $0 == $1 }.count
      let kept = before.filter { !" \n".utf8.contains($0) }.count
      #expect(start + end >= kept, "\(String(decoding: after, as: UTF8.self))")
      #expect(after.contains(0x0D) == before.contains(0x0D))
      let list = try await Luahost.run(["list", "--format", "json"], in: folder)
      #expect(list.output.contains("\"acme\""))
    }
  }

  @Test(arguments: [
    ("[{\"name\": \"old\"},]", "JSON"), ("// mine\n[]", "JSON"), ("{}", "array of entries"), ("", "JSON"),
    ("[{\"name\": \"acme\"}]", "already"), ("[{\"name\": \"old\", \"titel\": 1}]", "titel"),
  ])
  func leavesABrokenCatalogueAlone(catalogue: String, message: String) async throws {
    try await new("acme", "--yes", in: ["integrations.json": catalogue]) { folder, outcome in
      #expect([64, 65].contains(outcome.code), "\(outcome.errors)")
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.errors.contains("integrations.json"))
      let after = try folder.read("integrations.json")
      #expect(after == catalogue)
      let left = try names(in: folder)
      #expect(left == ["integrations.json"])
    }
  }

  @Test(arguments: [
    ("../acme", "is a path"), ("a/b", "is a path"), ("Acme", "Write acme."), ("my-api", "Write my_api."),
    ("", "no name"),
    ("9lives", "no name"), ("luahost", "reserved"), ("end", "reserved"), (String(repeating: "a", count: 65), "64"),
    ("a\nb", "Write a_b."), ("é", "no name"),
  ])
  func refusesWhatIsNoName(name: String, message: String) async throws {
    try await new("--yes", "--", name, in: ["integrations.json": Self.catalogue]) { folder, outcome in
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      let left = try names(in: folder)
      #expect(left == ["integrations.json"])
    }
  }

  @Test(arguments: ["api.acme.com", "ftp://a.example", "https://", "https://u:p@a.example", "https://a.example/?x=1"])
  func refusesWhatIsNoBaseURL(url: String) async throws {
    try await new("acme", "--base-url", url, "--auth", "none", in: ["integrations.json": "[]"]) { folder, outcome in
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("base URL"), "\(outcome.errors)")
      let left = try names(in: folder)
      #expect(left == ["integrations.json"])
    }
  }

  @Test(arguments: [
    ["--auth", "aws", "--base-url", "https://a.example"], ["--auth", "bearer", "--header", "X-Key"],
    ["--title", "a\nb"], ["--description", "a\u{1B}[31m"],
  ])
  func refusesOptionsThatDoNotFit(options: [String]) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["integrations.json": "[]"])
      let outcome = try await Luahost.run(["new", "acme", "--yes"] + options, in: folder)
      #expect(outcome.code == 64)
      let left = try names(in: folder)
      #expect(left == ["integrations.json"])
    }
  }

  @Test func startsNoRepositoryInsideOfAnother() async throws {
    try await new("acme", "--yes", in: ["integrations.json": "[]"]) { folder, _ in
      let inside = try await Luahost.run(["new", "other", "--yes"], in: folder.appending(path: "integrations/acme"))
      #expect(inside.code == 64)
      #expect(inside.errors.contains("--repository ../.."), "\(inside.errors)")
    }
  }

  @Test func takesThePortIntoThePermissions() async throws {
    try await new("acme", "--base-url", "http://127.0.0.1:5000/", "--auth", "none", in: ["integrations.json": "[]"]) {
      folder, _ in
      let text = try folder.read("integrations.json")
      #expect(text.contains("\"network\": [\"127.0.0.1:5000\"]"))
      #expect(text.contains("\"default\": \"http://127.0.0.1:5000\""))
    }
  }

  @Test func refusesWhatIsThereAlready() async throws {
    let files = ["integrations.json": "[]", "integrations/acme/mine.txt": "mine"]
    try await new("acme", "--yes", in: files) { folder, outcome in
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("'integrations/acme' exists already."))
      let mine = try folder.read("integrations/acme/mine.txt")
      #expect(mine == "mine")
    }
  }

  @Test func leavesNothingBehindWhereTheCatalogueIsWriteProtected() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["integrations.json": Self.catalogue])
      let path = folder.appending(path: "integrations.json").path
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      let outcome = try await Luahost.run(["new", "acme", "--yes"], in: folder)
      #expect(outcome.code == 1)
      #expect(
        outcome.errors.contains("integrations.json: It cannot be written: Permission denied."), "\(outcome.errors)")
      let after = try folder.read("integrations.json")
      #expect(after == Self.catalogue)
      let left = try names(in: folder)
      #expect(left == ["integrations.json"])
    }
  }

  @Test func followsALinkToTheCatalogue() async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(["shared/catalogue.json": "[]\n"])
      let link = folder.appending(path: "integrations.json").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "shared/catalogue.json")
      #expect(try await Luahost.run(["new", "acme", "--yes"], in: folder).code == 0)
      let text = try folder.read("shared/catalogue.json")
      #expect(text.contains("\"acme\""))
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
      #expect(target == "shared/catalogue.json")
    }
  }

  @Test func asksOnATerminal() async throws {
    try await TerminalSession.with(["new", "acme"]) { session, folder in
      try await session.answer("Start a repository there? [Y/n] ", "")
      try await session.answer("Title [Acme]: ", "Acme Cloud")
      try await session.answer("What it does [Looks for what is wrong in Acme Cloud.]: ", "")
      try await session.answer("Number or name [bearer]: ", "7")
      try await session.answer("it must be a number from 1 to 6", "header")
      try await session.answer("Base URL of the API [https://api.example.com]: ", "acme.com")
      try await session.answer("The base URL 'acme.com' is none", "https://api.acme.com/")
      try await session.answer("Header for the key [X-Api-Key]: ", "X-Acme-Key")
      try await session.expect("Acme Cloud: integrations/acme")
      #expect(try await session.wait() == 0)
      let entry = try folder.read("integrations/acme/entry.lua")
      #expect(entry.contains("header = { \"X-Acme-Key\", config.get"))
    }
  }

  @Test func ctrlCAtAQuestionLeavesNothing() async throws {
    try await TerminalSession.with(["new", "acme"]) { session, folder in
      try await session.answer("[Y/n] ", "y")
      try await session.expect("Title [Acme]: ")
      session.send("\u{3}")
      #expect(try await session.wait() == 130)
      #expect(session.echoes)
      let left = try names(in: folder)
      #expect(left == [])
    }
  }
}

extension URL {
  fileprivate func read(_ path: String) throws -> String {
    try String(contentsOf: appending(path: path), encoding: .utf8)
  }
}
