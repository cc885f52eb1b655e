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
        _ = try NetworkPattern(text)
        return nil
      } catch {
        let place = entry.place(JSONPointer(tokens: ["permissions", "network", "\(index)"])).value
        return finding(
          entry.text, place, "permissions.network of '\(entry.name)': \"\(text)\" \(Self.fault(error)).",
          fix: Self.fix(error))
      }
    }
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
