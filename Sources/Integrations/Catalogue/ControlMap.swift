import JSONSchema

/// A reference to an item of a compliance framework.
package struct ControlReference: Sendable, Hashable {
  package var framework: String
  package var controlID: String
}

/// Which insights give evidence for which controls: `controls.json`,
/// `{ framework: { control id: [insight names] } }`.
package struct ControlMap: Sendable, Equatable {
  package static let fileName = "controls.json"

  private var references: [String: [ControlReference]] = [:]

  package init() {}

  package init(parsing bytes: [UInt8]) throws(IntegrationError) {
    let document: JSONValue
    do throws(JSONParseError) {
      document = try JSONValue(parsing: bytes)
    } catch {
      throw Self.fault("is not JSON: \(error)")
    }
    guard case .object(let frameworks) = document else { throw Self.fault(Self.shape) }
    for (framework, controls) in frameworks {
      guard case .object(let controls) = controls else { throw Self.fault(Self.shape) }
      for (control, insights) in controls {
        guard case .array(let insights) = insights else { throw Self.fault(Self.shape) }
        for insight in insights {
          guard let name = insight.stringValue else { throw Self.fault(Self.shape) }
          references[name, default: []].append(ControlReference(framework: framework, controlID: control))
        }
      }
    }
  }

  private static let shape = "must be { framework: { control id: [ names of insights ] } }."

  private static func fault(_ text: String) -> IntegrationError {
    IntegrationError(code: .badData, message: "The control map \(text)", location: SourceLocation(file: fileName))
  }

  /// The controls of a task, in the order of the file.
  package subscript(task: String) -> [ControlReference] { references[task] ?? [] }
}
