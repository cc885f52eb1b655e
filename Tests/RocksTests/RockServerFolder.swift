import Foundation
import TestSupport

/// A folder that is a server of rocks, made for one test.
struct RockServerFolder {
  let folder: URL

  /// Packs a rock with one module of its name.
  /// - Parameters:
  ///   - build: what its rockspec says of the build; the module from its file where it is nil.
  func add(_ name: String, _ version: String, dependencies: [String] = [], build: String? = nil) throws {
    let asked = dependencies.map { "\"\($0)\"" }.joined(separator: ", ")
    let source = folder.appending(path: "source")
    let spec = "\(name)-\(version).rockspec"
    try source.write([
      "\(name).lua": "return { version = \"\(version)\" }",
      spec: """
      package = "\(name)"
      version = "\(version)"
      source = { url = "file://\(source.path)/\(name).lua" }
      dependencies = { \(asked) }
      build = \(build ?? "{ type = \"builtin\", modules = { \(name) = \"\(name).lua\" } }")
      """,
    ])
    try Self.run("luarocks", ["pack", source.appending(path: spec).path], in: folder)
    try Self.run("luarocks-admin", ["make-manifest", folder.path], in: folder)
  }

  private static func run(_ program: String, _ arguments: [String], in folder: URL) throws {
    let process = try CapturedProcess("/usr/bin/env", [program, "--lua-version=5.4"] + arguments, in: folder)
    guard process.status == 0 else {
      throw TestSupportError("\(program): \(String(decoding: process.output, as: UTF8.self))")
    }
  }
}
