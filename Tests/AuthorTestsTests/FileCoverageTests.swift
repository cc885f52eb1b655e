import Integrations
import Testing

@testable import AuthorTests

struct FileCoverageTests {
  private static func gaps(_ code: Set<Int>, _ covered: Set<Int>) -> [String] {
    FileCoverage(path: "a.lua", code: code, covered: covered).gaps.map { "\($0.lowerBound)-\($0.upperBound)" }
  }

  @Test func joinsLinesWithoutCodeBetweenThem() {
    #expect(Self.gaps([1, 2, 5, 9, 12], [2]) == ["1-1", "5-12"])
    #expect(Self.gaps([1, 2], [1, 2]) == [])
    #expect(Self.gaps([], []) == [])
  }

  @Test func takesNothingForAllWhereThereIsNoCode() {
    #expect(FileCoverage(path: "a.lua", code: [], covered: []).percent == 100)
    #expect(FileCoverage(path: "a.lua", code: [1, 2, 3, 4], covered: [1]).percent == 25)
  }

  @Test func findsTheLinesOfAllFunctions() {
    let source = """
      -- a comment
      local M = {}

      function M.f(x)
        if x then
          return 1
        end
        local text = [[
          no code
        ]]
        return function()
          return text
        end
      end

      return M
      """
    let lines = LineCoverage.codeLines(of: Array(source.utf8))
    #expect(lines?.isSuperset(of: [2, 4, 5, 6, 12, 16]) == true)
    #expect(lines?.isDisjoint(with: [1, 3, 9, 15]) == true)
    #expect(LineCoverage.codeLines(of: Array("local = 1".utf8)) == nil)
    #expect(LineCoverage.codeLines(of: []) != nil)
  }
}
