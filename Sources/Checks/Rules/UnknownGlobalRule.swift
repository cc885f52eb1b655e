import Integrations
import LuaSyntax

/// Globals that no script finds.
struct UnknownGlobalRule: IntegrationRule {
  static let description = RuleDescription(
    id: "unknown-global", severity: .error, summary: "A script uses a global that does not exist.")

  /// What authors of plain Lua look for, and what there is instead.
  private static let replacements = [
    "io.open": "Scripts have no file system: return data, or log with ctx.add_log.",
    "io.lines": "Scripts have no file system.", "io.read": "Scripts have no input: take values from ctx.config.",
    "io.popen": "Scripts start no processes.", "os.execute": "Scripts start no processes.",
    "os.getenv": "Scripts see no environment: take values from ctx.config, which may say ${env:NAME}.",
    "os.exit": "Return from run, or raise an error.", "string.dump": "Chunks are text only.",
    "package": "Use require(\"lib.name\") for the integration's own modules.",
    "dofile": "Use require(\"lib.name\").", "loadfile": "Use require(\"lib.name\").",
    "loadstring": "Lua 5.4 has load.", "unpack": "Lua 5.4 has table.unpack.",
    "setfenv": "Lua 5.4 has _ENV.", "getfenv": "Lua 5.4 has _ENV.",
    "_G": "There is no table of globals: each file has its own; share values through a module of lib/.",
    "ctx": "ctx is the parameter of run and stage_one: pass it on to the function.",
  ]

  func check(_ integration: IntegrationSubject) -> [Finding] {
    (integration.scripts + integration.tests).flatMap { file in
      let globals = integration.globals(of: file)
      let written = file.globalWrites.map(\.span)
      return file.expressions.compactMap { expression -> Finding? in
        if let member = unknownMember(expression, globals) {
          return finding(
            file, expression.span, "There is no '\(member)'.",
            fix: Self.replacements[member] ?? "See docs/writing-an-integration.md for what scripts have.")
        }
        guard case .name(let use) = expression.kind, use.isGlobal, use.name != "_ENV",
          !globals.contains(use.name), !written.contains(expression.span)
        else { return nil }
        let nearest = Suggestion.nearest(to: use.name, in: globals)
        let isOfTests = integration.isTestGlobal(use.name)
        let fix =
          (isOfTests && file.role != .test ? "Only files of tests/ have it." : nil) ?? Self.replacements[use.name]
          ?? nearest.map { "Write \($0)." }
        return finding(
          file, expression.span, "There is no global '\(use.name)'.",
          fix: fix ?? "Declare it with 'local', or require the module that has it.")
      }
    }
  }

  /// `io.open`: a field of a library that the library does not have.
  private func unknownMember(_ expression: Expression, _ globals: Set<String>) -> String? {
    guard case .suffixed(let base, let suffixes) = expression.kind, case .name(let use) = base.kind, use.isGlobal,
      case .field(let field)? = suffixes.first?.kind
    else { return nil }
    let member = "\(use.name).\(field)"
    guard !globals.contains(member),
      globals.contains(where: { $0.hasPrefix("\(use.name).") })
    else { return nil }
    return member
  }
}
