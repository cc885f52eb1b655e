import Foundation
import TestSupport
import Testing

/// `luahost types`, as an author runs it.
@Suite(.timeLimit(.minutes(5)))
struct TypesCommandTests {
  private static let collector = """
    task { name = "list_items", title = "Items", run = function()
      return { data = { items = { { id = 1, name = "a" }, { id = 2, name = "b", tags = { "x" } } } } }
    end }
    """
  private static let sample = Fixture(
    schema: #"{"type": "object", "properties": {"region": {"enum": ["eu", "us"], "default": "eu"}}}"#,
    ["collectors/items.lua": collector]
  ).files

  private func repository(
    _ more: [String: String] = [:], _ body: (URL) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { folder in
      try folder.write(Self.sample.merging(more) { $1 })
      try await body(folder)
    }
  }

  private func types(_ folder: URL) throws -> String {
    try String(
      contentsOf: folder.appending(path: "integrations/sample/.luahost/types/sample.lua"), encoding: .utf8)
  }

  @Test func typesTheDataOfTheLastRun() async throws {
    try await repository { folder in
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let before = try types(folder)
      #expect(before.contains("fun(task_name: \"list_items\"): table"))
      #expect(try await Luahost.run(["run", "integrations/sample"], in: folder).code == 0)
      #expect(try await Luahost.run(["types", "integrations/sample"], in: folder).code == 0)
      let text = try types(folder)
      #expect(text.contains("fun(task_name: \"list_items\"): sample.data.list_items"))
      #expect(
        text.contains(
          """
          ---@class sample.data.list_items.Item
          ---@field id integer
          ---@field name string
          ---@field tags? string[]
          """))
      #expect(text.contains("---@field region \"eu\"|\"us\""))
    }
  }

  @Test func writesOnlyWhatChanged() async throws {
    try await repository { folder in
      #expect(try await Luahost.run(["types"], in: folder).errors.contains("Wrote"))
      let before = try stamps(folder)
      #expect(before.count > 20)
      let again = try await Luahost.run(["types"], in: folder)
      #expect(again.errors == "All is up to date (sample).\n")
      let after = try stamps(folder)
      #expect(after == before)
    }
  }

  /// Each file with its inode: a file that is written anew has another.
  private func stamps(_ folder: URL) throws -> [String: UInt64] {
    var stamps: [String: UInt64] = [:]
    let files = FileManager.default.enumerator(atPath: folder.path)
    for case let path as String in files ?? .init() where path.contains(".lua") {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)
      stamps[path] = attributes[.systemFileNumber] as? UInt64
    }
    return stamps
  }

  @Test func checksWithoutWriting() async throws {
    try await repository { folder in
      let first = try await Luahost.run(["types", "--check"], in: folder)
      #expect(first.code == 1)
      #expect(first.output.contains("integrations/sample/.luahost/types/sample.lua\n"))
      #expect(first.output.contains(".luarc.json\n"))
      let written = try stamps(folder)
      #expect(written.keys.allSatisfy { !$0.contains(".luahost") })
      _ = try await Luahost.run(["types"], in: folder)
      let second = try await Luahost.run(["types", "--check"], in: folder)
      #expect(second.code == 0)
      #expect(second.output == "")
    }
  }

  @Test func addsToSettingsAndChangesNothingElse() async throws {
    let settings = """
      {
        // our own
        "Lua.runtime.version": "LuaJIT",
        "Lua.workspace.library": ["${3rd}/busted/library", "./.luahost/types/"], // libraries
        "Lua.runtime.builtin": { "io": "enable" },
        "editor": 1,
      }

      """
    try await repository([".luarc.json": settings]) { folder in
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let after = try String(contentsOf: folder.appending(path: ".luarc.json"), encoding: .utf8)
      #expect(
        after == """
          {
            // our own
            "Lua.runtime.version": "LuaJIT",
            "Lua.workspace.library": ["${3rd}/busted/library", "./.luahost/types/", "integrations/sample/.luahost"], // libraries
            "Lua.runtime.builtin": { "io": "enable", "basic": "disable", "debug": "disable", "os": "disable", "package": "disable" },
            "editor": 1,
          }

          """)
    }
  }

  @Test func takesSettingsWithComments() async throws {
    try await repository([".luarc.jsonc": "{ \"runtime\": {} }\n"]) { folder in
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: ".luarc.json").path))
      let text = try String(contentsOf: folder.appending(path: ".luarc.jsonc"), encoding: .utf8)
      #expect(text.contains("\"version\": \"Lua 5.4\""))
    }
  }

  @Test(arguments: ["{ \"a\": ", "[]", "{ \"workspace.library\": \"x\" }"])
  func leavesBrokenSettingsAlone(settings: String) async throws {
    try await repository([".luarc.json": settings]) { folder in
      let outcome = try await Luahost.run(["types"], in: folder)
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains(".luarc.json"), "\(outcome.errors)")
      let after = try String(contentsOf: folder.appending(path: ".luarc.json"), encoding: .utf8)
      #expect(after == settings)
    }
  }

  @Test func saysWhereALastResultIsDamaged() async throws {
    try await repository(["integrations/sample/.luahost/last/result.json": "{"]) { folder in
      let outcome = try await Luahost.run(["types"], in: folder)
      #expect(outcome.code == 0)
      #expect(outcome.errors.contains("integrations/sample/.luahost/last/result.json"), "\(outcome.errors)")
      let text = try types(folder)
      #expect(text.contains("sample.ctx"))
    }
  }

  @Test func typesScriptsThatDoNotLoad() async throws {
    try await repository(["integrations/sample/insights/broken.lua": "task {"]) { folder in
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let text = try types(folder)
      #expect(text.contains("\"list_items\""))
    }
  }

  @Test func replacesLinksThatLeadToFilesOfYours() async throws {
    try await repository(["mine.txt": "mine", "integrations/sample/.luahost/types/keep.lua": "mine"]) { folder in
      let link = folder.appending(path: "integrations/sample/.luahost/types/sample.lua").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../../../../mine.txt")
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let mine = try String(contentsOf: folder.appending(path: "mine.txt"), encoding: .utf8)
      #expect(mine == "mine")
      let text = try types(folder)
      #expect(text.contains("sample.ctx"))
    }
  }

  @Test func refusesALinkInPlaceOfItsFolder() async throws {
    try await repository(["elsewhere/types/old.lua": "---@meta\n-- Written by `luahost types`"]) { folder in
      let link = folder.appending(path: ".luahost").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "elsewhere")
      let outcome = try await Luahost.run(["types"], in: folder)
      #expect(outcome.code == 1)
      #expect(outcome.errors.contains(".luahost: The folder is a link"), "\(outcome.errors)")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "elsewhere/types").path)
      #expect(left == ["old.lua"])
    }
  }

  @Test func refusesSettingsThatLeadOutOfTheRepository() async throws {
    try await withTemporaryDirectory { outside in
      try outside.write(["settings.json": "{}"])
      try await repository { folder in
        let link = folder.appending(path: ".luarc.json").path
        let target = outside.appending(path: "settings.json").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        let outcome = try await Luahost.run(["types"], in: folder)
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("leads out of the repository"), "\(outcome.errors)")
        let left = try String(contentsOfFile: target, encoding: .utf8)
        #expect(left == "{}")
      }
    }
  }

  @Test func everyFileIsLua() async throws {
    try await withTemporaryDirectory { folder in
      for name in ["integrations", "integrations.json", "controls.json"] {
        try FileManager.default.copyItem(
          at: Luahost.repository.appending(path: name), to: folder.appending(path: name))
      }
      #expect(try await Luahost.run(["types"], in: folder).code == 0)
      let files = try stamps(folder).keys.filter { $0.contains(".luahost/types/") }
      #expect(files.count > 24)
      for file in files {
        let compiler = try CapturedProcess("/usr/bin/luac5.4", ["-p", "--", file], in: folder)
        #expect(compiler.status == 0, "\(file)")
      }
    }
  }

  @Test func saysWhereThereIsNoRepository() async throws {
    try await withTemporaryDirectory { folder in
      let outcome = try await Luahost.run(["types"], in: folder)
      #expect(outcome.code == 66)
      #expect(outcome.errors.contains("There is no integrations.json in this folder."))
    }
  }
}
