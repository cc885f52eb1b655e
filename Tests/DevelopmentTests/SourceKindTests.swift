import Development
import Testing

struct SourceKindTests {
  @Test(arguments: [
    ("collectors/a.lua", SourceKind.tasks), ("insights/b.lua", .tasks), ("insights/_part.lua", .shared),
    ("collectors/sub/a.lua", .shared), ("entry.lua", .shared), ("lib/pages.lua", .shared), ("helpers.lua", .shared),
    ("tests/a_test.lua", .other), ("tests/fixtures/x.lua", .other), ("README.md", .other), ("collectors", .other),
    ("collectors/a.lua.txt", .other), ("a_dev-1.rockspec", .other),
  ])
  func tellsWhatAFileIsFor(_ path: String, _ kind: SourceKind) { #expect(SourceKind(path) == kind) }
}
