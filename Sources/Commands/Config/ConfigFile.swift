import Integrations
import JSONSchema
import YAML

#if canImport(Glibc)
  import Glibc
#endif

/// Reads a config from JSON or YAML.
enum ConfigFile {
  static func read(_ path: String) throws(IntegrationError) -> JSONValue {
    let bytes = try contents(of: path)
    let value = try parse(bytes, path: path)
    switch value {
    case .object: return value
    case .null: return .object([:])
    default:
      throw IntegrationError(
        code: .badConfig, message: "The config must be an object, { key: value }.", location: SourceLocation(file: path)
      )
    }
  }

  private static func contents(of path: String) throws(IntegrationError) -> [UInt8] {
    if path == "-" { return standardInput() }
    if let bytes = try Files.read(path) { return bytes }
    throw IntegrationError(code: .notFound, message: "There is no config file '\(path)'.")
  }

  private static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  private static func parse(_ bytes: [UInt8], path: String) throws(IntegrationError) -> JSONValue {
    if path.hasSuffix(".json") {
      do throws(JSONParseError) {
        return try JSONValue(parsing: bytes)
      } catch {
        throw IntegrationError(
          code: .badConfig, message: "The config is not JSON: \(error)",
          location: SourceLocation(file: path, line: error.line))
      }
    }
    // JSON is YAML too, but its own parser keeps numbers exact.
    if let value = try? JSONValue(parsing: bytes) { return value }
    do throws(YAMLError) {
      return try YAMLDocument.value(of: bytes)
    } catch {
      throw IntegrationError(
        code: .badConfig, message: "The config is not YAML: \(error.message)",
        location: SourceLocation(file: path, line: error.line))
    }
  }
}
