import Integrations
import JSONSchema
import Yams

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
          code: .badConfig, message: "The config is not JSON: \(error)", location: SourceLocation(file: path))
      }
    }
    // JSON is YAML too, but its own parser keeps numbers exact.
    if let value = try? JSONValue(parsing: bytes) { return value }
    do {
      return try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)).map { try JSONValue($0) } ?? .null
    } catch let error as IntegrationError {
      throw error
    } catch {
      throw IntegrationError(
        code: .badConfig, message: "The config is not YAML: \(error)", location: SourceLocation(file: path))
    }
  }
}

extension JSONValue {
  /// A YAML document as Yams resolves it (YAML 1.1: `on` is true); keys must be scalars.
  fileprivate init(_ node: Node) throws(IntegrationError) {
    switch node {
    case .scalar(let scalar): self = Self.value(of: scalar, node: node)
    case .sequence(let sequence):
      var items: [JSONValue] = []
      for item in sequence { items.append(try JSONValue(item)) }
      self = .array(items)
    case .mapping(let mapping):
      var object = JSONObject()
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw IntegrationError(code: .badConfig, message: "The config has a key that is not a text.")
        }
        object[name] = try JSONValue(value)
      }
      self = .object(object)
    case .alias(let alias):
      throw IntegrationError(
        code: .badConfig, message: "The config uses the alias '*\(alias.anchor)' before its anchor.")
    }
  }

  private static func value(of scalar: Node.Scalar, node: Node) -> JSONValue {
    switch Resolver.default.resolveTag(of: node) {
    case .null: return .null
    case .bool: return Bool.construct(from: scalar).map { .bool($0) } ?? .string(scalar.string)
    case .int, .float:
      if let exact = try? JSONValue(parsing: scalar.string) { return exact }
      if let number = Int.construct(from: scalar) { return .number(JSONNumber(number)) }
      if let number = Double.construct(from: scalar), number.isFinite { return .number(JSONNumber(number)) }
      return .string(scalar.string)
    default: return .string(scalar.string)
    }
  }
}
