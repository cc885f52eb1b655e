import Foundation
import Integrations
import JSONSchema

/// Resident memory of this process in MiB: /proc/self/statm counts pages (proc(5)).
func residentMemory() throws -> Double {
  let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return (Double(fields[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
}

/// Jobs one after the other in this process, each with a table of 2,000 rows that becomes its data: what memory comes to.
func runSmallJobs(_ count: Int) async throws {
  try await withFolder { folder in
    try write(#"[{ "name": "small", "schema": {} }]"#, to: folder.appending(path: "integrations.json"))
    try write(#"return runner { name = "small" }"#, to: folder.appending(path: "integrations/small/entry.lua"))
    try write(
      """
      task { name = "rows", title = "Rows", run = function(ctx)
        local rows = {}
        for i = 1, 2000 do rows[i] = { id = i, name = ("item-%d"):format(i) } end
        return { data = { rows = rows } }
      end }
      """, to: folder.appending(path: "integrations/small/collectors/rows.lua"))
    let start = ContinuousClock.now
    for number in 1...count {
      let result = try await run(folder, "small", Stopwatch())
      guard result.tasks.allSatisfy(\.success) else { fatalError("a job failed") }
      guard [1, 10, 100, 1000].contains(number) || number % 2500 == 0 else { continue }
      let resident = try residentMemory()
      print("after \(number) jobs: \(String(format: "%.1f", resident)) MiB resident")
    }
    let took = ContinuousClock.now - start
    print("a job, loading included: \(String(format: "%.2f", took.milliseconds / Double(count))) ms")
  }
}
