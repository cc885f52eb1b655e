import FoundationEssentials
import Testing

@testable import Integrations

@Suite struct StandardLibraryTests {
  @Test func holdsEveryFileOfTheFolder() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "stdlib").path(percentEncoded: false)
    let names = try Files.names(in: folder).filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }
    #expect(!names.isEmpty)
    #expect(StandardLibrary.names == names)
    for name in names {
      #expect(try StandardLibrary.source(of: name) == Files.read("\(folder)/\(name).lua"))
    }
  }
}
