import Integrations
import LuaSyntax

/// Tasks that read what a task of a later order will return: they always get `{}`.
struct LaterOrderRule: IntegrationRule {
  static let description = RuleDescription(
    id: "later-order", severity: .error, summary: "A task reads the data of a task that runs later.")

  private static let readers: Set = ["get_data", "get_result", "get_message"]

  func check(_ integration: IntegrationSubject) -> [Finding] {
    let tasks = Dictionary(integration.inspection.tasks.map { ($0.name, $0) }) { first, _ in first }
    return integration.inspection.tasks.flatMap { reader -> [Finding] in
      guard let site = integration.site(of: reader), let run = site.function("run") else { return [] }
      let spans = site.file.functions.reachable(from: [run]).map { $0.span.start.offset..<$0.span.end }
      let uses = integration.uses.filter { use in
        use.isCertain && Self.readers.contains(use.member) && use.file === site.file
          && spans.contains { $0.contains(use.span.start.offset) }
      }
      return uses.flatMap { use in
        (use.values ?? []).compactMap { literal in
          guard let read = tasks[literal.value], read.order > reader.order else { return nil }
          return finding(
            use.file, literal.span,
            "The task '\(reader.name)' (order \(reader.order)) reads '\(read.name)' (order \(read.order)), which runs "
              + "later: it gets nothing.",
            fix: "Give '\(reader.name)' an order above \(read.order), or '\(read.name)' one up to \(reader.order).")
        }
      }
    }
  }
}
