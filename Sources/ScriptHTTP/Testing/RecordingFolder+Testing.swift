package import Integrations

extension RecordingFolder {
  /// The recordings of a folder of one's own, and of one that is shared, where the first has none of the same request. A
  /// folder that is not there has none.
  /// - Parameter shared: of it, files that lie in it or in one folder below count: deeper ones are others' own.
  package static func entries(
    own: String?, shared: String?
  ) throws(IntegrationError) -> [Entry] {
    var found: [Entry] = []
    if let own { found = try RecordingFolder(own).entries(depth: nil) }
    guard let shared else { return found }
    let known = Set(found.map { RequestKey($0.recording.request) })
    return try found
      + RecordingFolder(shared).entries(depth: 2).filter { !known.contains(RequestKey($0.recording.request)) }
  }
}
