import Lua

/// Where `require` looks, in order: the integration's own folder, its rocks, the standard library. It never leaves them.
struct ModuleFinder {
  /// The integration's folder.
  let folder: String

  enum Found {
    case author(source: [UInt8], path: String)
    case rock(source: [UInt8], path: String)
    case standard(source: [UInt8])
    case missing(String)
  }

  func find(_ name: String) -> Found {
    guard name.utf8.count <= 200, Self.isModuleName(name) else {
      return .missing(
        "require: \"\(name.prefix(200))\" is not the name of a module; write names joined by dots, such as \"lib.pages\""
      )
    }
    let path = name.split(separator: ".").joined(separator: "/")
    let files = ["\(path).lua", "\(path)/init.lua"]
    for candidate in files {
      if let source = try? Files.read(Files.join(folder, candidate)), isInside(candidate) {
        return .author(source: source.withoutByteOrderMark, path: candidate)
      }
    }
    for candidate in files.map({ "\(InstalledRocks.folder)/\($0)" }) {
      if let source = try? Files.read(Files.join(folder, candidate)), isInside(candidate) {
        return .rock(source: source.withoutByteOrderMark, path: candidate)
      }
    }
    if Self.standardNames.contains(name) { return findStandard(name) }
    return .missing(
      "module \"\(name)\" not found: there is no \(path).lua or \(path)/init.lua in the integration, and the standard "
        + "library has no such module\(hint(name))")
  }

  /// What to do about a module that is not there.
  private func hint(_ name: String) -> String {
    let standard = Self.standardNames + ["json"]
    if let nearest = Suggestion.nearest(to: name, in: standard + ownModules()) {
      return "; did you mean \"\(nearest)\"?"
    }
    if let library = ForeignLibrary.module(name) {
      return "; it is of \(library.rock), which cannot be loaded here. \(library.advice)"
    }
    switch InstalledRocks(of: folder).state {
    case .missing: return "; if it is of one of the integration's rocks, run `luahost install \(folder)`"
    case .outdated:
      return "; the rocks that are installed are not those of luahost.lock: run `luahost install \(folder)`"
    case .current: return ", and neither have the rocks of luahost.lock"
    case .none: return ""
    }
  }

  /// A module of the standard library or a part of one, for another of its modules.
  func findStandard(_ name: String) -> Found {
    guard let source = StandardLibrary.source(of: name) else {
      return .missing("the standard library has no module \"\(name)\"")
    }
    return .standard(source: source)
  }

  /// What scripts may require: not the prelude, and no part of a module, whose names begin with "_".
  static var standardNames: [String] {
    StandardLibrary.names.filter { $0 != "prelude" && !$0.hasPrefix("_") }
  }

  /// Names joined by dots; no empty part, no path.
  private static func isModuleName(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          let scalar = Unicode.Scalar(byte)
          return scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
  }

  /// Whether a path stays in the folder when links are followed.
  private func isInside(_ path: String) -> Bool { Files.isInside(folder, path) }

  private func ownModules() -> [String] {
    let names = (try? Files.names(in: Files.join(folder, "lib"))) ?? []
    return names.filter { $0.hasSuffix(".lua") }.map { "lib.\($0.dropLast(4))" }
  }
}
