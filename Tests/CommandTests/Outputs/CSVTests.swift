import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct CSVTests {
  @Test func hasARowForEachViolation() async throws {
    let rows = try await rows()
    #expect(rows.map(\.count) == [17, 17, 17, 17])
    let column = Dictionary(uniqueKeysWithValues: rows[0].enumerated().map { ($1, $0) })
    func values(_ name: String) throws -> [String] {
      let index = try #require(column[name])
      return rows.dropFirst().map { $0[index] }
    }
    #expect(try values("severity") == ["high", "critical", "low"])
    #expect(try values("task") == ["things_are_locked", "things_are_locked", "whole"])
    #expect(try values("controls") == ["Frame 1.10", "Frame 1.10", "A&B x"])
    #expect(try values("remediation") == ["Lock it.\nThen check.", "Lock it.\nThen check.", ""])
    #expect(try values("resource_name")[0] == ReportFixture.hostile)
  }

  @Test func holdsNoFormula() async throws {
    let rows = try await rows()
    #expect(rows[2].contains("'=1+1"))
    #expect(rows[2].contains("'+SUM(1)"))
    for field in rows.joined() { #expect(!["=", "+", "-", "@"].contains(field.prefix(1))) }
  }

  private func rows() async throws -> [[String]] { Self.parse(try await ReportFixture.report("csv")) }

  /// RFC 4180.
  private static func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where scalars.first == "\"": field.append(scalars.removeFirst())
      case ("\"", _): isQuoted.toggle()
      case (",", false): (fields, field) = (fields + [String(field)], .init())
      case ("\r", false) where scalars.first == "\n":
        scalars.removeFirst()
        rows.append(fields + [String(field)])
        (fields, field) = ([], .init())
      default: field.append(scalar)
      }
    }
    return rows
  }
}
