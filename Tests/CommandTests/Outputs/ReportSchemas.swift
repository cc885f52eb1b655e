import Foundation
import JSONSchema
import TestSupport
import Testing

/// The official schemas of the formats, as `Scripts/fetch-report-schemas` leaves them.
enum ReportSchemas {
  static let sarif = "sarif-2.1.0.json"
  static let ocsf = "ocsf-compliance-finding-1.5.0.json"
  static let junit = "junit-10.xsd"
  static let absence: Comment = "Scripts/fetch-report-schemas has not fetched the official schemas"

  private static let folder = Luahost.repository.appending(path: ".cache/report-schemas")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  static func isPresent(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  static func compiled(_ name: String) throws -> Schema {
    try Schema(JSONValue(parsing: Array(Data(contentsOf: URL(filePath: path(name))))))
  }
}
