import Integrations
import LuaSyntax

/// Names of tasks in `ctx.get_data("…")` and its like.
struct UnknownTaskRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-task", severity: .error, summary: "A script asks for a task that does not exist.")

  func check(_ integration: IntegrationSubject) -> [Finding] {
    guard integration.knowsTasks else { return [] }
    let names = integration.taskNames
    return inTests(integration, names)
      + integration.uses.filter { $0.isCertain && ContextUse.taskFunctions.contains($0.member) }.flatMap { use in
        (use.values ?? []).filter { !names.contains($0.value) }.map { literal in
          unknown(literal, in: use.file, of: "ctx.\(use.member)", names)
        }
      }
  }

  private func unknown(
    _ literal: Literal, in file: LuaFile, of function: String, _ names: Set<String>
  ) -> Finding {
    let nearest = Suggestion.nearest(to: literal.value, in: names)
    return finding(
      file, literal.span, "\(function): there is no task '\(literal.value)'.",
      fix: nearest.map { "Write \"\($0)\"." } ?? "Name a task that a file of collectors/ or insights/ declares.")
  }

  /// `run_task("…")` of test files.
  private func inTests(_ integration: IntegrationSubject, _ names: Set<String>) -> [Finding] {
    integration.tests.flatMap { file in
      file.chains.compactMap { chain -> Finding? in
        guard chain.name.isGlobal, chain.name.name == "run_task",
          case .call(let arguments)? = chain.suffixes.first?.kind,
          let first = arguments.first, case .string = first.kind,
          let literal = file.literals.values(of: first)?.first, !names.contains(literal.value)
        else { return nil }
        return unknown(literal, in: file, of: "run_task", names)
      }
    }
  }
}
