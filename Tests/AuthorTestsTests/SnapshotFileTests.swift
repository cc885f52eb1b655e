import Testing

@testable import AuthorTests

struct SnapshotFileTests {
  @Test func readsWhatItHasPrinted() throws {
    var file = SnapshotFile()
    file.entries = ["b › with/slash 1": "{\n  a = \"== no name\"\n}", "a 1": "1", "empty 1": ""]
    let again = try SnapshotFile(parsing: file.printed)
    #expect(again.entries == file.entries)
    #expect(again.printed == file.printed)
  }

  @Test func printsByName() {
    var file = SnapshotFile()
    file.entries = ["b 1": "2", "a 1": "1"]
    #expect(file.printed == SnapshotFile.firstLine + "\n\n== a 1\n1\n\n== b 1\n2\n")
  }

  @Test(arguments: [
    ("", 1), ("something else\n", 1), (SnapshotFile.firstLine + "\n\nno name\n", 3),
    (SnapshotFile.firstLine + "\n== a\n1\n== a\n2\n", 4),
  ])
  func namesTheLineThatIsWrong(text: String, line: Int) {
    let fault = #expect(throws: SnapshotFault.self) { try SnapshotFile(parsing: text) }
    #expect(fault?.line == line)
  }

  @Test func standsBesideItsTests() {
    #expect(SnapshotFile.path(of: "tests/items_test.lua") == "tests/snapshots/items_test.snap")
  }
}
