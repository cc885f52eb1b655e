import ArgumentParser

/// Where a format goes: `--output FILE`, `--output FORMAT:FILE`, or standard output.
struct OutputTarget: Equatable {
  var format: OutputFormat
  /// nil is standard output.
  var path: String?

  /// What `--format` and each `--output` ask for together; at most one of them is standard output.
  /// - Throws: `ValidationError` that says what to write instead.
  static func all(outputs: [String], format: OutputFormat?) throws -> [OutputTarget] {
    guard !outputs.isEmpty else { return [OutputTarget(format: format ?? .pretty)] }
    if let format, outputs.count > 1 {
      throw ValidationError(
        "--format is for one --output, and there are \(outputs.count). Name the format with each file: "
          + "--output \(format.rawValue):\(outputs[0])")
    }
    let targets = try outputs.map { try OutputTarget($0, format: format) }
    for (index, target) in targets.enumerated() where targets[..<index].contains(where: { $0.path == target.path }) {
      throw ValidationError("--output names \(target.path.map { "'\($0)'" } ?? "standard output") twice.")
    }
    return targets
  }

  private init(format: OutputFormat, path: String? = nil) {
    self.format = format
    self.path = path
  }

  private init(_ output: String, format: OutputFormat?) throws {
    let parts = output.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let named = parts.count == 2 ? OutputFormat(rawValue: String(parts[0])) : nil
    let file = named == nil ? output : String(parts[1])
    guard !file.isEmpty else { throw ValidationError("--output \(output) names no file.") }
    if let named, let format, named != format {
      throw ValidationError("--output \(output) and --format \(format.rawValue) do not agree.")
    }
    guard let format = named ?? format ?? (file == "-" ? .pretty : OutputFormat(ending: file)) else {
      throw ValidationError(
        "--output \(file): no format has this ending. Add --format, or write --output json:\(file). "
          + "Endings that tell the format: \(OutputFormat.endingsText).")
    }
    self.init(format: format, path: file == "-" ? nil : file)
  }
}
