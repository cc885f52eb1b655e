import Integrations
import JSONSchema

/// The hosts of `permissions.network`, each of which must be a pattern that can match something.
struct NetworkPermissionRule: IntegrationRule {
  static let description = RuleDescription(
    id: "network-permission", severity: .error, summary: "permissions.network lists what is no host.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard let entry = integration.entry, case .array(let hosts)? = entry.value["permissions"]?["network"] else {
      return []
    }
    return hosts.enumerated().compactMap { index, value in
      guard let text = value.stringValue else { return nil }
      do throws(NetworkPatternError) {
        guard case .config(let key) = try NetworkEntry(text) else { return nil }
        return unknown(key, of: entry, place: JSONPointer(tokens: ["permissions", "network", "\(index)"]))
      } catch {
        let place = entry.place(JSONPointer(tokens: ["permissions", "network", "\(index)"])).value
        return finding(
          entry.text, place, "permissions.network of '\(entry.name)': \"\(text)\" \(Self.fault(error)).",
          fix: Self.fix(error))
      }
    }
  }

  /// A key that no config can have, since the schema tells which there are.
  private func unknown(_ key: String, of entry: CatalogueSubject.Entry, place: JSONPointer) -> Finding? {
    guard case .object(let properties)? = entry.value["schema"]?["properties"], properties[key] == nil else {
      return nil
    }
    let known = properties.keys.map { "${config:\($0)}" }
    let nearest = Suggestion.nearest(to: key, in: Array(properties.keys)).map { "Did you mean ${config:\($0)}?" }
    return finding(
      entry.text, entry.place(place).value,
      "permissions.network of '\(entry.name)': the schema has no property \"\(key)\", so ${config:\(key)} names no host.",
      fix: nearest ?? "Write the key of a property that holds a URL: \(known.joined(separator: ", ")).")
  }

  /// What a pattern's error says is wrong: the part before its advice.
  private static func fault(_ error: NetworkPatternError) -> Substring { parts(error).fault }

  private static func fix(_ error: NetworkPatternError) -> String {
    guard let advice = parts(error).advice, let first = advice.first else {
      return "Write a host such as api.github.com, *.amazonaws.com, 127.0.0.1:5000 or 10.0.0.0/8."
    }
    return "\(first.uppercased())\(advice.dropFirst())."
  }

  private static func parts(_ error: NetworkPatternError) -> (fault: Substring, advice: Substring?) {
    guard let colon = error.reason.firstRange(of: ": ") else { return (error.reason[...], nil) }
    return (error.reason[..<colon.lowerBound], error.reason[colon.upperBound...])
  }
}
