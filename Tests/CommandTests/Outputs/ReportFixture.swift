import Foundation
import TestSupport
import Testing

/// An integration whose results have all that a report must bear: texts that look like markup, formulas and terminal
/// codes, a task that fails, one that is skipped, resources that pass and fail, controls.
enum ReportFixture {
  /// Texts that break careless writers; `\u{1B}[31m` is a terminal code.
  static let hostile = "</td><script>alert(1)</script> ]]> & \u{1B}[31m\u{7}\u{FFFE}\u{202E} \"'\t=HYPERLINK(1)"

  static let fixture = Fixture([
    "collectors/a.lua": #"""
    task { name = "list_things", title = "List & count", run = function(ctx)
      ctx.add_log("a log line ]]> \27[31m & <b>")
      return { data = { n = 3 }, message = "3 things" }
    end }
    task { name = "breaks", title = "Breaks", run = function(ctx)
      error("no access to <thing> ]]>")
    end }
    """#,
    "insights/b.lua": #"""
    local hostile = "</td><script>alert(1)</script> ]]> & \27[31m\7\u{FFFE}\u{202E} \"'\t=HYPERLINK(1)"
    task {
      name = "things_are_locked", title = "Things are <locked>", type = "insight", severity = "high",
      description = "An open thing is " .. hostile, remediation = "Lock it.\nThen check.",
      references = { "https://example.com/lock?a=1&b=2", "javascript:alert(1)" },
      run = function(ctx)
        return { data = {}, resources = {
          { id = "thing:1", name = hostile, type = "thing", violation = true, message = hostile },
          { id = "=1+1", type = "thing", violation = true, severity = "critical", message = "+SUM(1)" },
          { id = "thing:3", type = "thing", violation = false },
        } }
      end,
    }
    task {
      name = "all_is_well", title = "All is well", type = "insight",
      run = function(ctx) return { data = {}, message = "yes" } end,
    }
    task {
      name = "whole", title = "The whole", type = "insight", severity = "low",
      run = function(ctx) return { data = { n = 1 }, violation = true, message = "the whole is open" } end,
    }
    task {
      name = "unknown", title = "Cannot be told", type = "insight", depends_on = { "breaks" },
      run = function(ctx) return { data = {} } end,
    }
    """#,
  ])

  static var files: [String: String] {
    var files = fixture.files
    files["controls.json"] = """
      { "Frame": { "1.10": ["things_are_locked"], "1.9": ["all_is_well"], "2": ["unknown"] }, "A&B": { "x": ["whole"] } }
      """
    return files
  }

  /// Runs it in a folder of its own and gives what it wrote to `report`.
  static func report(_ format: String, named file: String = "report") async throws -> String {
    try await withTemporaryDirectory { folder in
      try folder.write(files)
      let outcome = try await Luahost.run(
        ["run", "integrations/sample", "--format", format, "--output", file], in: folder)
      #expect(outcome.code == 1, "\(outcome.errors)")
      #expect(outcome.output == "")
      return try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }
  }
}
