import Integrations
import JSONSchema

/// The schema of an entry against the meta-schema of its draft, and whether it can be used.
struct SchemaRule: IntegrationRule {
  static let description = RuleDescription(
    id: "schema", severity: .error, summary: "The schema of a config is no JSON Schema.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard let entry = integration.entry, let schema = entry.value["schema"] else { return [] }
    switch schema {
    case .object, .bool: break
    default: return []
    }
    do throws(SchemaError) {
      _ = try Schema(schema)
      return []
    } catch {
      guard !error.faults.isEmpty else { return [other(error, entry)] }
      return error.faults.map { fault in
        let name = "The schema of '\(entry.name)' is wrong: \(JSONRange.text(of: fault))"
        return finding(at: fault.instanceLocation, of: entry, name, fix: fix(fault))
      }
    }
  }

  private func finding(
    at pointer: JSONPointer, of entry: CatalogueSubject.Entry, _ message: String, fix: String
  ) -> Finding {
    let place = entry.place(JSONPointer(tokens: ["schema"] + pointer.tokens)).value
    return finding(entry.text, JSONRange.shown(place, in: entry.text.bytes), message, fix: fix)
  }

  private func fix(_ fault: Fault) -> String {
    fault.suggestion.map { "Write \"\($0)\"." } ?? "See json-schema.org/understanding-json-schema for the keyword."
  }

  private func other(_ error: SchemaError, _ entry: CatalogueSubject.Entry) -> Finding {
    if error.code == .unknownDialect {
      return finding(
        at: JSONPointer(tokens: ["$schema"]), of: entry, "The schema of '\(entry.name)' is wrong: \(error.message)",
        fix: "Use one of \(Dialect.allCases.map(\.uri).joined(separator: ", ")).")
    }
    let fragment = error.location.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).last
    let pointer = fragment.flatMap { JSONPointer(String($0)) } ?? JSONPointer()
    return finding(
      at: pointer, of: entry, "The schema of '\(entry.name)' is wrong: \(error.message)",
      fix: error.code == .invalidRegex
        ? "Correct the regular expression (ECMA-262)." : "Correct the reference; nothing is ever fetched.")
  }
}
