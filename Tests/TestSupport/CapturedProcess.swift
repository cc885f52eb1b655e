package import Foundation

/// A short program that a test runs to its end, its input and output in files: no pipe that another program, started at
/// the same moment, could inherit and hold open.
package struct CapturedProcess {
  /// The exit code; 128 and the signal's number when a signal ended it.
  package let status: Int32
  package let output: Data

  /// Runs `executable`, an absolute path, with the environment of the tests.
  package init(_ executable: String, _ arguments: [String] = [], in directory: URL? = nil, input: Data = Data()) throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "luahost-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try input.write(to: folder.appending(path: "input"))
    let result = try folder.create("output")
    let messages = try folder.create("messages")
    let child = try ChildProcess(
      executable, arguments, environment: ProcessInfo.processInfo.environment, directory: directory ?? folder,
      output: result, errors: messages, input: folder.appending(path: "input").path)
    status = child.waitNow()
    output = try Data(contentsOf: folder.appending(path: "output"))
  }
}
