import Integrations
import JSONSchema

/// `integrations.json` against its own schema.
struct CatalogueRule: RepositoryRule {
  static let description = RuleDescription(
    id: "catalogue", severity: .error, summary: "integrations.json is not as its schema says.")

  func check(_ repository: RepositorySubject) -> [Finding] {
    guard let catalogue = repository.catalogue else {
      let path = Files.join(repository.root, Catalogue.fileName)
      return [finding(path: path, "There is no \(Catalogue.fileName).", fix: "Write one: an array of entries.")]
    }
    switch catalogue.document {
    case .failure(let error):
      return [
        finding(
          catalogue.text, error.offset..<(error.offset + 1), "The catalogue is not JSON: \(error.reason)",
          fix: "Correct the JSON; neither comments nor commas at the end of a list are allowed.")
      ]
    case .success(let document): return faults(document, catalogue) + repetitions(catalogue)
    }
  }

  private func faults(_ document: JSONValue, _ catalogue: CatalogueSubject) -> [Finding] {
    guard let schema = try? Schema(parsing: CatalogueSchema.source) else { return [] }
    return schema.validate(document).faults.filter { !isPattern($0) }.map { fault in
      let place = JSONPlaces(catalogue.text.bytes).place(of: fault.instanceLocation)
      let isUnknown = fault.keyword == "additionalProperties" || fault.message.contains("is not allowed here")
      let range = isUnknown ? place.key ?? place.value : place.value
      return finding(
        catalogue.text, JSONRange.shown(range, in: catalogue.text.bytes), JSONRange.text(of: fault),
        fix: fix(fault, isUnknown: isUnknown))
    }
  }

  /// What is no host, ``NetworkPermissionRule`` tells better than a regular expression.
  private func isPattern(_ fault: Fault) -> Bool {
    fault.keyword == "pattern" && fault.instanceLocation.tokens.dropLast().last == "network"
  }

  private func fix(_ fault: Fault, isUnknown: Bool) -> String {
    if let suggestion = fault.suggestion { return "Write \"\(suggestion)\"." }
    if isUnknown { return "Remove it, or see docs/schemas/integrations.schema.json for what an entry may have." }
    if fault.keyword == "required" { return "Add it." }
    if fault.instanceLocation.tokens.last == "name" {
      return "Start with a lower-case letter and use a-z, 0-9 and _ only, as in the folder's name."
    }
    return "See docs/schemas/integrations.schema.json for what is expected."
  }

  private func repetitions(_ catalogue: CatalogueSubject) -> [Finding] {
    var seen: Set<String> = []
    return catalogue.entries.filter { !seen.insert($0.name).inserted }.map { entry in
      finding(
        catalogue.text, entry.place(JSONPointer(tokens: ["name"])).value,
        "The catalogue has two entries named '\(entry.name)'.", fix: "Remove one, or give it its own folder and name.")
    }
  }
}

/// Which part of a JSON text a finding marks, and what it says.
enum JSONRange {
  /// A text, number or word as a whole; of an array or object its bracket alone.
  static func shown(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    guard let first = range.first, bytes.indices.contains(first), bytes[first] == 0x7B || bytes[first] == 0x5B else {
      return range
    }
    return first..<(first + 1)
  }

  /// The path and the message of a fault.
  static func text(of fault: Fault) -> String {
    fault.path.isEmpty ? fault.message : "\(fault.path): \(fault.message)"
  }
}
