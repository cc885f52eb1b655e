import FileWatching
import Testing

struct IgnoredFilesTests {
  @Test(arguments: [
    ".git", ".luahost", ".a.lua.swp", ".a.lua.swx", ".swp.swo", "a.lua~", "4913", "#a.lua#", ".#a.lua", "a.lua.bak",
    "a.lua.tmp", ".goutputstream-X1Y2Z3", "a.lua___jb_tmp___", ".~lock.a.csv#", ".DS_Store",
  ])
  func ignoresWhatEditorsKeep(_ name: String) { #expect(IgnoredFiles.contains(name)) }

  @Test(arguments: [
    "a.lua", "_a.lua", ".luacheckrc", "swp", "a.swp.lua", "#", "tmp", "4913.lua", "entry.lua", ".hidden.lua",
  ])
  func hearsOfWhatAuthorsWrite(_ name: String) { #expect(!IgnoredFiles.contains(name)) }
}
