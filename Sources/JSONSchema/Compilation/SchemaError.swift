/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable {
  /// The kinds of faults. A case may be added in a later version.
  public enum Code: String, Hashable, Sendable {
    /// The schema is no JSON.
    case invalidJSON
    /// The schema breaks the rules of its meta-schema.
    case invalidSchema
    /// `$schema` names a meta-schema that is neither built in nor given.
    case unknownDialect
    /// The meta-schema requires a vocabulary that is not known.
    case unknownVocabulary
    /// A reference leads nowhere; nothing is ever fetched.
    case unresolvedReference
    /// A regular expression has a fault.
    case invalidRegex
  }

  /// The kind of the fault.
  public let code: Code
  /// Where in the schema: a URI with a JSON Pointer as its fragment.
  public let location: String
  /// What is wrong and what to do, as a sentence.
  public let message: String
  /// Where the schema breaks its meta-schema: each fault.
  public let faults: [Fault]

  init(_ code: Code, at location: String, _ message: String, faults: [Fault] = []) {
    self.code = code
    self.location = location
    self.message = message
    self.faults = faults
  }
}

extension SchemaError: CustomStringConvertible {
  /// The fault as a sentence, with its place.
  public var description: String { location.isEmpty ? message : "\(location): \(message)" }
}
