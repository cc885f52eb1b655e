import Integrations
import LuaSyntax

/// Globals that no script finds.
struct UnknownGlobalRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-global", severity: .error, summary: "A script uses a global that does not exist.")

  /// What authors of plain Lua look for, and what there is instead.
  private static let replacements = [
    "io": "Scripts have no file system: return data, or log with ctx.add_log.",
    "package": "Use require(\"lib.name\") for the integration's own modules.",
    "dofile": "Use require(\"lib.name\").", "loadfile": "Use require(\"lib.name\").",
    "loadstring": "Lua 5.4 has load.", "unpack": "Lua 5.4 has table.unpack.",
    "setfenv": "Lua 5.4 has _ENV.", "getfenv": "Lua 5.4 has _ENV.",
    "_G": "There is no table of globals: each file has its own; share values through a module of lib/.",
    "ctx": "ctx is the parameter of run and stage_one: pass it on to the function.",
  ]

  func check(_ integration: IntegrationSubject) -> [Finding] {
    integration.scripts.flatMap { file in
      let written = file.globalWrites.map(\.span)
      return file.expressions.compactMap { expression -> Finding? in
        guard case .name(let use) = expression.kind, use.isGlobal, use.name != "_ENV",
          !integration.globals.contains(use.name), !written.contains(expression.span)
        else { return nil }
        let nearest = Suggestion.nearest(to: use.name, in: integration.globals)
        let fix = Self.replacements[use.name] ?? nearest.map { "Write \($0)." }
        return finding(
          file, expression.span, "There is no global '\(use.name)'.",
          fix: fix ?? "Declare it with 'local', or require the module that has it.")
      }
    }
  }
}
