import Integrations
import JSONSchema

/// Asks on a terminal for the required values of a config that are missing, each checked at once.
struct ConfigPrompt {
  private let terminal: TerminalInput
  private let schema: Schema

  /// nil where there is no terminal to ask on.
  init?(_ schema: Schema) {
    guard let terminal = TerminalInput() else { return nil }
    self.terminal = terminal
    self.schema = schema
  }

  /// The config with what was missing, until the user gives up with Ctrl-D.
  func complete(_ config: JSONValue) -> JSONValue {
    var config = config
    var asked: Set<JSONPointer> = []
    while let missing = schema.missingProperties(in: config).first(where: { asked.insert($0.location).inserted }) {
      if missing.types == ["object"], case let made = config.setting(.object([:]), at: missing.location.tokens[...]),
        schema.missingProperties(in: made).contains(where: { missing.location.contains($0.location) })
      {
        config = schema.applyingDefaults(to: made)
        continue
      }
      if asked.count == 1 { terminal.console.write("The config lacks required values; Ctrl-D gives up.\n") }
      guard let completed = ask(missing, config) else { return config }
      config = completed
    }
    return config
  }

  /// The config with an answer that fits; nil where the user gives up.
  private func ask(_ property: PropertyInfo, _ config: JSONValue) -> JSONValue? {
    let question = Question(property, console: terminal.console)
    terminal.console.write(question.introduction)
    while true {
      guard let line = terminal.ask(question.prompt, hidden: property.isSecret) else {
        terminal.console.write("\n")
        return nil
      }
      guard let answer = question.value(of: line) else {
        terminal.console.write(question.complaint("a value is required"))
        continue
      }
      let resolved: JSONValue
      do throws(IntegrationError) {
        resolved = try ConfigReferences.resolve(answer)
      } catch {
        terminal.console.write(question.complaint(error.message))
        continue
      }
      let completed = schema.applyingDefaults(to: config.setting(resolved, at: property.location.tokens[...]))
      let faults = schema.validate(completed).faults.filter { fault in
        property.location == fault.instanceLocation
          || property.location.contains(fault.instanceLocation) && fault.keyword != "required"
      }
      if faults.isEmpty { return completed }
      for fault in faults {
        let text = property.isSecret ? SecretText.hide(resolved, in: fault.message) : fault.message
        terminal.console.write(question.complaint(text))
      }
    }
  }
}

extension JSONPointer {
  /// Whether another location is inside this one.
  fileprivate func contains(_ other: JSONPointer) -> Bool {
    other.tokens.count > tokens.count && other.tokens.starts(with: tokens)
  }
}
