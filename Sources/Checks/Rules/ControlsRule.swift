import Integrations
import JSONSchema

/// `controls.json`: its form, and whether what it names are insights.
struct ControlsRule: RepositoryRule {
  static let description = RuleDescription(
    id: "controls", severity: .error, summary: "controls.json names what is no insight.")

  func check(_ repository: RepositorySubject) -> [Finding] {
    guard let text = repository.controls else { return [] }
    do throws(JSONParseError) {
      return check(try JSONValue(parsing: text.bytes), text, repository)
    } catch {
      return [
        finding(
          text, error.offset..<(error.offset + 1), "The control map is not JSON: \(error.reason)",
          fix: "Correct the JSON.")
      ]
    }
  }

  private func check(_ document: JSONValue, _ text: SourceText, _ repository: RepositorySubject) -> [Finding] {
    guard case .object(let frameworks) = document else { return [shape(JSONPointer(), text)] }
    var findings: [Finding] = []
    for (framework, controls) in frameworks {
      let pointer = JSONPointer(tokens: [framework])
      guard case .object(let controls) = controls else {
        findings.append(shape(pointer, text))
        continue
      }
      for (control, insights) in controls {
        let pointer = pointer.appending(control)
        guard case .array(let names) = insights, names.allSatisfy({ $0.stringValue != nil }) else {
          findings.append(shape(pointer, text))
          continue
        }
        for (index, name) in names.enumerated() {
          let message = name.stringValue.flatMap { fault(of: $0, repository) }
          guard let message else { continue }
          let place = JSONPlaces(text.bytes).place(of: pointer.appending(index)).value
          findings.append(finding(text, place, message.text, fix: message.fix))
        }
      }
    }
    return findings
  }

  private func shape(_ pointer: JSONPointer, _ text: SourceText) -> Finding {
    let place = JSONPlaces(text.bytes).place(of: pointer).value
    return finding(
      text, JSONRange.shown(place, in: text.bytes), "The control map does not have the form that it must have.",
      fix: "Write { framework: { control id: [ names of insights ] } }.")
  }

  private func fault(of name: String, _ repository: RepositorySubject) -> (text: String, fix: String)? {
    let tasks = repository.integrations.flatMap(\.tasks).filter { $0.name == name }
    if tasks.contains(where: { $0.kind == .insight }) { return nil }
    if !tasks.isEmpty {
      return (
        "'\(name)' is a collector: only insights give evidence for a control.", "Name the insight that judges it."
      )
    }
    let isChecked = repository.integrations.count == repository.folders.count
    guard isChecked, repository.integrations.allSatisfy(\.knowsTasks),
      !repository.integrations.contains(where: { $0.taskNames.contains(name) })
    else { return nil }
    let insights = repository.integrations.flatMap(\.tasks).filter { $0.kind == .insight }.map(\.name)
    let nearest = Suggestion.nearest(to: name, in: insights)
    return (
      "No integration has an insight '\(name)'.",
      nearest.map { "Write \"\($0)\"." } ?? "Remove it, or write the insight."
    )
  }
}
