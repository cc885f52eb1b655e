/// Why an integration cannot be found, loaded or run: a fault of what the user gave, not of a running task.
package struct IntegrationError: Error, Sendable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// There is no such folder, file, catalogue or entry.
    case notFound
    /// The catalogue, or a file of the integration, is not what it should be.
    case badData
    /// The config does not fit the schema.
    case badConfig
    /// The integration is switched off in the catalogue.
    case disabled
    /// What was asked for on the command line does not exist in the integration.
    case usage
    /// What came of it cannot be written where it should go.
    case unwritable
    /// A program or a server that was needed is not there, or failed.
    case unavailable
  }

  package var code: Code
  /// What failed and why, in full sentences.
  package var message: String
  /// The file at fault, as the user can open it, with its line where it is known.
  package var location: SourceLocation?
  /// What to do.
  package var hint: String?
  /// The author's frames, innermost first, where a script failed.
  package var traceback: [TracebackLine] = []
  /// The fault of a script that is behind it: its line and its variables.
  package var fault: ScriptFault?

  package init(
    code: Code, message: String, location: SourceLocation? = nil, hint: String? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.hint = hint
  }

  package var description: String {
    let place = location.map { "\($0): " } ?? ""
    return place + message + (hint.map { " " + $0 } ?? "")
  }
}
