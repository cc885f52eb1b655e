import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct HTMLTests {
  /// Tidy answers 0, or 1 for warnings: it calls the parts of a bar empty.
  @Test func isValid() async throws {
    let page = try await ReportFixture.report("html")
    let tidy = try CapturedProcess("/usr/bin/tidy", ["-quiet", "-errors", "-utf8"], input: Data(page.utf8))
    #expect(tidy.status <= 1)
  }

  @Test func takesNothingForMarkup() async throws {
    let page = try await ReportFixture.report("html")
    #expect(!page.contains("<script"))
    #expect(page.contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; \u{FFFD}[31m"))
    #expect(!page.contains(#"href="javascript"#))
    #expect(page.contains("<bdi>javascript:alert(1)</bdi>"))
    for scalar in page.unicodeScalars { #expect(scalar == "\n" || scalar == "\t" || scalar.value >= 0x20) }
  }

  /// Links that a reader may follow are all that leads out of it.
  @Test func asksForNothing() async throws {
    let page = try await ReportFixture.report("html")
    #expect(page.contains("default-src 'none'"))
    for way in ["src=", "<link", "@import", "url(", "<iframe", "<form", "<img", "<object", "<base"] {
      #expect(!page.contains(way))
    }
    let links = page.matches(of: /href="([^"]*)"/).map { String($0.output.1) }.filter { !$0.hasPrefix("#") }
    #expect(links == ["https://example.com/lock?a=1&amp;b=2"])
  }

  @Test func tellsOfViolationsControlsAndTasks() async throws {
    let page = try await ReportFixture.report("html")
    for part in [
      "3 violations", "1 of 3 checks passed", "Not everything could be checked.", "Lock it.\nThen check.", "Frame",
      "not checked", "List &amp; count", "integrations/sample/collectors/a.lua:6: no access to &lt;thing&gt;",
    ] {
      #expect(page.contains(part), "\(part) is missing")
    }
    let first = try #require(page.firstRange(of: "<bdi>1.9</bdi>"))
    let second = try #require(page.firstRange(of: "<bdi>1.10</bdi>"))
    #expect(first.lowerBound < second.lowerBound)
  }
}
