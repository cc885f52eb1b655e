import FoundationEssentials

/// Names for jobs and violations.
package enum Identifier {
  /// A random UUID (RFC 9562, version 4), lower case.
  package static func make() -> String { UUID().uuidString.lowercased() }
}
