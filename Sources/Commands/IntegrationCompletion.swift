import ArgumentParser
import Integrations

/// What a shell offers for the path of an integration: the folders below what was typed, and the names of the catalogue.
enum IntegrationCompletion {
  static let kind = CompletionKind.custom { _, _, prefix in candidates(for: prefix) }

  static func candidates(for prefix: String) -> [String] {
    let names = prefix.contains("/") ? [] : (try? Repository(root: ".").catalogue.entries.map(\.name)) ?? []
    let folder = prefix.contains("/") ? prefix.hasSuffix("/") ? String(prefix.dropLast()) : Files.parent(prefix) : "."
    let folders = (try? Files.names(in: folder.isEmpty ? "/" : folder)) ?? []
    let paths = folders.filter { !$0.hasPrefix(".") }.map { Files.join(folder, $0) }.filter(Files.isFolder)
    return (names + paths).filter { $0.hasPrefix(prefix) }
  }
}
