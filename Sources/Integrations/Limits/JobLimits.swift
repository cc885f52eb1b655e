import JSONSchema

/// What a job may use. Every limit has a value; those not set have their standard one.
///
/// ```swift
/// var limits = try JobLimits(entry)
/// try limits.set("memory", to: "512")
/// ```
package struct JobLimits: Sendable, Equatable {
  private var values: [JobLimit: Double] = [:]

  package init() {}

  /// The limits that an entry of the catalogue sets: `"limits": { "memory": 512 }`.
  package init(_ entry: CatalogueEntry) throws(IntegrationError) {
    guard let object = entry.limits else { return }
    guard case .object(let members) = object else {
      throw Self.fault("entry '\(entry.name)': \"limits\" must be an object, such as { \"memory\": 512 }.")
    }
    for (name, value) in members {
      guard let limit = JobLimit(rawValue: name) else {
        let hint = Suggestion.nearest(to: name, in: JobLimit.allCases.map(\.rawValue)).map {
          " Did you mean \"\($0)\"?"
        }
        throw Self.fault("entry '\(entry.name)': \"limits\" has the unknown key \"\(name)\".\(hint ?? "")")
      }
      guard case .number = value, let number = value.doubleValue, limit.admits(number) else {
        throw Self.fault("entry '\(entry.name)': the limit \"\(name)\" must be \(limit.expectation).")
      }
      values[limit] = number
    }
  }

  /// In the unit of the limit.
  package subscript(_ limit: JobLimit) -> Double {
    get { values[limit] ?? limit.standard }
    set { values[limit] = newValue }
  }

  package func count(_ limit: JobLimit) -> Int { Int(self[limit]) }
  package func duration(_ limit: JobLimit) -> Duration { .seconds(self[limit]) }
  /// Of a limit in MiB.
  package func bytes(_ limit: JobLimit) -> Int { Int(self[limit] * 1024 * 1024) }

  /// What a user reads when a limit was reached: what happened, which limit it is, and how to raise it.
  package func message(_ limit: JobLimit, _ what: String) -> String {
    let value = self[limit].formatted
    let more = (self[limit] * 2).formatted
    return "\(what) (limit \(limit.rawValue): \(value) \(limit.unit)). Where that is not enough, set "
      + "\"limits\": { \"\(limit.rawValue)\": \(more) } in integrations.json, or --limit \(limit.rawValue)=\(more)"
  }

  private static func fault(_ text: String) -> IntegrationError {
    IntegrationError(
      code: .badData, message: "In the catalogue, \(text)", location: SourceLocation(file: Catalogue.fileName))
  }
}
