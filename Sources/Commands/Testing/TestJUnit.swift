import AuthorTests
import Integrations

/// `--junit`: JUnit's XML as Jenkins, GitLab and GitHub read it. A file is a suite, each test a case.
///
/// It keeps to the schema of Jenkins' xUnit plugin (junit-10.xsd), as ``JUnitReport`` does.
struct TestJUnit {
  func render(_ results: [TestFileResult], to sink: OutputSink) {
    let all = Counts(results)
    let time = results.reduce(Duration.zero) { $0 + $1.duration }.junitTime
    sink.write(#"<?xml version="1.0" encoding="UTF-8"?>"# + "\n")
    sink.write(#"<testsuites name="luahost test" time="\#(time)" \#(all.attributes)>"# + "\n")
    for file in results { write(file, to: sink) }
    sink.write("</testsuites>\n")
  }

  private struct Counts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0

    init(_ results: [TestFileResult]) {
      for file in results {
        tests += file.tests.count + (file.loadError == nil ? 0 : 1)
        failures += file.failed
        errors += file.loadError == nil ? 0 : 1
        skipped += file.skipped + file.notRun
      }
    }

    var attributes: String { #"tests="\#(tests)" failures="\#(failures)" errors="\#(errors)""# }
  }

  private func write(_ file: TestFileResult, to sink: OutputSink) {
    let counts = Counts([file])
    let name = Markup.attribute(file.path)
    sink.write(
      #"  <testsuite name="\#(name)" \#(counts.attributes) skipped="\#(counts.skipped)" "#
        + #"time="\#(file.duration.junitTime)" package="\#(Markup.attribute(file.integration))" file="\#(name)">"#
        + "\n")
    if let error = file.loadError {
      let text = Markup.escaped(error.description)
      sink.write(#"    <testcase classname="\#(name)" name="loads" time="0.000">"# + "\n")
      sink.write(#"      <error type="load" message="\#(Markup.attribute(error.message))">\#(text)</error>"# + "\n")
      sink.write("    </testcase>\n")
    }
    for test in file.tests { write(test, of: file, to: sink) }
    sink.write("  </testsuite>\n")
  }

  private func write(_ test: TestResult, of file: TestFileResult, to sink: OutputSink) {
    let group = ([file.path] + test.path.dropLast()).joined(separator: " › ")
    sink.write(
      #"    <testcase classname="\#(Markup.attribute(group))" name="\#(Markup.attribute(test.path.last ?? ""))" "#
        + #"time="\#(test.duration.junitTime)">"# + "\n")
    switch test.outcome {
    case .passed: break
    case .skipped: sink.write("      <skipped/>\n")
    case .notRun: sink.write(#"      <skipped message="did not run"/>"# + "\n")
    case .failed(let failure):
      let plain = TestFailureBlock(console: .plainText, folder: file.folder, isVerbose: false)
      let text = Markup.escaped(plain.text(failure, of: test))
      let message = Markup.attribute(failure.fault.message)
      sink.write(#"      <failure type="failure" message="\#(message)">\#(text)</failure>"# + "\n")
    }
    if !test.logs.isEmpty {
      sink.write("      <system-out>\(Markup.escaped(test.logs.joined(separator: "\n")))</system-out>\n")
    }
    sink.write("    </testcase>\n")
  }
}
