import FoundationEssentials

/// Reading of files and paths, with errors for people.
package enum Files {
  /// The bytes of a file; nil when there is none.
  package static func read(_ path: String) throws(IntegrationError) -> [UInt8]? {
    guard exists(path) else { return nil }
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw IntegrationError(
        code: .notFound, message: "The file cannot be read: check that it is a file and may be read by you.",
        location: SourceLocation(file: path))
    }
  }

  /// The names in a folder, sorted by bytes; empty when there is no such folder.
  package static func names(in folder: String) throws(IntegrationError) -> [String] {
    guard exists(folder) else { return [] }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw IntegrationError(
        code: .badData, message: "The folder cannot be read: check that it is a folder and may be read by you.",
        location: SourceLocation(file: folder))
    }
  }

  /// Whether a path leads to something; a link that leads nowhere does not.
  package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  package static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  /// Whether there is a link, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  package static func absolute(_ path: String) throws(IntegrationError) -> String {
    guard let resolved = realpath(path) else {
      throw IntegrationError(code: .notFound, message: "There is no '\(path)'.")
    }
    return resolved
  }

  package static func join(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") || folder == "." || folder.isEmpty { return name }
    return folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  package static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path of the repository, as short as the user gave it: `integrations/x` has `.`, `repo/integrations/x` has
  /// `repo`; where the given path does not spell it out, the absolute one.
  static func relativeRoot(of given: String, absolute: String) -> String {
    let parts = given.split(separator: "/")
    guard parts.count >= 2, parts[parts.count - 2] == "integrations", !parts.contains("..") else {
      return parent(parent(absolute))
    }
    return parts.count == 2 ? "." : parts.dropLast(2).joined(separator: "/")
  }

  /// Whether a path stays in a folder when links are followed.
  static func isInside(_ folder: String, _ path: String) -> Bool {
    guard let root = try? absolute(folder), let file = try? absolute(join(folder, path)) else { return false }
    return file.hasPrefix(root + "/")
  }

  private static func realpath(_ path: String) -> String? {
    let url = URL(filePath: path).resolvingSymlinksInPath()
    guard exists(url.path(percentEncoded: false)) else { return nil }
    let text = url.path(percentEncoded: false)
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension [UInt8] {
  /// Without the UTF-8 byte order mark that some editors put in front.
  package var withoutByteOrderMark: [UInt8] { starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self }
}
