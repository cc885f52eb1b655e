import FoundationEssentials
import Integrations

extension Files {
  /// Writes a file whole, with the folders that it needs. Under its name there is the old content or all of the new.
  static func write(_ bytes: [UInt8], to path: String) throws(IntegrationError) {
    do {
      try FileManager.default.createDirectory(atPath: Files.parent(path), withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw IntegrationError(
        code: .unwritable,
        message: "The file cannot be written: check that there is room and that you may write there.",
        location: SourceLocation(file: path))
    }
  }
}
