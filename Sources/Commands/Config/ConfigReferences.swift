import Integrations
import JSONSchema

#if canImport(Glibc)
  import Glibc
#endif

/// Resolves `${env:NAME}` and `${file:path}` in the texts of a config (contract §8).
enum ConfigReferences {
  static func resolve(_ value: JSONValue) throws(IntegrationError) -> JSONValue {
    try resolve(value, path: "")
  }

  private static func resolve(_ value: JSONValue, path: String) throws(IntegrationError) -> JSONValue {
    switch value {
    case .string(let text): return .string(try expand(text, path: path))
    case .array(let items):
      var resolved: [JSONValue] = []
      for (index, item) in items.enumerated() { resolved.append(try resolve(item, path: "\(path)[\(index)]")) }
      return .array(resolved)
    case .object(var object):
      for (key, member) in object { object[key] = try resolve(member, path: path.isEmpty ? key : "\(path).\(key)") }
      return .object(object)
    default: return value
    }
  }

  private static func expand(_ text: String, path: String) throws(IntegrationError) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
      let name = String(rest[start.upperBound..<end])
      guard let resolved = try lookUp(name, path: path) else {
        result += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      result += rest[..<start.lowerBound] + resolved
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// The text behind a reference; nil for `${…}` of another kind, which is left as it is.
  private static func lookUp(_ reference: String, path: String) throws(IntegrationError) -> String? {
    if reference.hasPrefix("env:") {
      let name = String(reference.dropFirst(4))
      guard let value = getenv(name) else {
        throw IntegrationError(
          code: .badConfig,
          message: "The config's '\(path)' refers to the environment variable \(name), which is not set.")
      }
      return String(cString: value)
    }
    if reference.hasPrefix("file:") {
      let file = String(reference.dropFirst(5))
      guard let bytes = try Files.read(file) else {
        throw IntegrationError(
          code: .badConfig, message: "The config's '\(path)' refers to the file '\(file)', which does not exist.")
      }
      let text = String(decoding: bytes, as: UTF8.self)
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
    return nil
  }
}
