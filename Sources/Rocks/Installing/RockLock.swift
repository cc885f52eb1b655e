package import Integrations
import JSONSchema

/// `luahost.lock`: which versions were chosen, and what their files must be.
package struct RockLock: Sendable, Hashable {
  package struct Rock: Sendable, Hashable {
    package var name: String
    package var version: String
    /// `penlight-1.13.1-1.src.rock`.
    package var file: String
    /// In hexadecimal.
    package var sha256: String
    /// What it asks for, as its rockspec writes it; without what was left out.
    package var dependencies: [String]
    package var leftOut: [String]

    package init(
      name: String, version: String, file: String, sha256: String, dependencies: [String] = [], leftOut: [String] = []
    ) {
      self.name = name
      self.version = version
      self.file = file
      self.sha256 = sha256
      self.dependencies = dependencies
      self.leftOut = leftOut
    }
  }

  /// What the integration's rockspec asked for.
  package var dependencies: [String]
  /// By name.
  package var rocks: [Rock]

  package init(dependencies: [String], rocks: [Rock]) {
    self.dependencies = dependencies
    self.rocks = rocks.sorted { $0.name < $1.name }
  }

  package subscript(name: String) -> Rock? { rocks.first { $0.name == name } }

  package var bytes: [UInt8] {
    let rocks = rocks.map { rock -> JSONValue in
      var object: JSONObject = [
        "name": .string(rock.name), "version": .string(rock.version), "file": .string(rock.file),
        "sha256": .string(rock.sha256), "dependencies": .array(rock.dependencies.map { .string($0) }),
        "required_by": .array(requirers(of: rock.name).map { .string($0) }),
      ]
      if !rock.leftOut.isEmpty { object["left_out"] = .array(rock.leftOut.map { .string($0) }) }
      return .object(object)
    }
    let document: JSONValue = [
      "about": "Written by `luahost install`: keep it in version control, and do not edit it.", "version": 1,
      "lua": "5.4", "dependencies": .array(dependencies.map { .string($0) }), "rocks": .array(rocks),
    ]
    return document.serialized(pretty: true) + [UInt8(ascii: "\n")]
  }

  /// - Parameter path: what errors call it.
  package init(parsing bytes: [UInt8], path: String) throws(IntegrationError) {
    func fault(_ what: String) -> IntegrationError {
      IntegrationError(
        code: .badData, message: "The lock is damaged: \(what).", location: SourceLocation(file: path),
        hint: "Restore it from version control, or delete it and run `luahost install`.")
    }
    guard let document = try? JSONValue(parsing: bytes) else { throw fault("it is no JSON") }
    guard document["version"] == 1 else {
      throw fault("its version is not 1, the only one that this luahost reads")
    }
    guard let dependencies = Self.texts(document["dependencies"]), let listed = document["rocks"]?.arrayValue else {
      throw fault("dependencies or rocks is missing")
    }
    var rocks: [Rock] = []
    for (index, value) in listed.enumerated() {
      guard let name = value["name"]?.stringValue, let version = value["version"]?.stringValue,
        let file = value["file"]?.stringValue, let sha256 = value["sha256"]?.stringValue,
        let dependencies = Self.texts(value["dependencies"]), RockVersion(version) != nil,
        Self.isName(name), RockServers.Kind.allCases.contains(where: { file == "\(name)-\(version)\($0.ending)" })
      else { throw fault("rocks[\(index)] is not as it should be") }
      rocks.append(
        Rock(
          name: name, version: version, file: file, sha256: sha256, dependencies: dependencies,
          leftOut: Self.texts(value["left_out"]) ?? []))
    }
    self.init(dependencies: dependencies, rocks: rocks)
  }

  private static func texts(_ value: JSONValue?) -> [String]? {
    guard let values = value?.arrayValue else { return nil }
    let texts = values.compactMap(\.stringValue)
    return texts.count == values.count ? texts : nil
  }

  private static func isName(_ name: String) -> Bool { RockDependency(name)?.name == name && !name.contains("/") }
}

extension RockLock {
  /// Who asks for a rock, "the rockspec" first.
  package func requirers(of name: String) -> [String] {
    let root = Self.parsed(dependencies).contains { $0.name == name } ? ["the rockspec"] : []
    return root + rocks.filter { Self.parsed($0.dependencies).contains { $0.name == name } }.map(\.name)
  }

  /// What the lock lacks, has otherwise or has too much for what a rockspec asks for, a sentence each; none where it fits.
  package func differences(from asked: [RockDependency]) -> [String] {
    var differences: [String] = []
    var reached: Set<String> = []
    var open = asked.map { (dependency: $0, by: "the rockspec") }
    while let (dependency, by) = open.popLast() {
      guard let rock = self[dependency.name], let version = RockVersion(rock.version) else {
        differences.append("\(by) asks for \(dependency), which is not in the lock.")
        continue
      }
      if !dependency.accepts(version) {
        differences.append("\(by) asks for \(dependency); the lock has \(rock.name) \(rock.version).")
      }
      guard reached.insert(rock.name).inserted else { continue }
      open += Self.parsed(rock.dependencies).map { ($0, "\(rock.name) \(rock.version)") }
    }
    differences += rocks.filter { !reached.contains($0.name) }.map {
      "The lock has \($0.name) \($0.version), which nothing asks for."
    }
    if differences.isEmpty, dependencies != asked.map(\.description) {
      differences.append("The lock was made for other words: \(dependencies.joined(separator: "; ")).")
    }
    return differences.sorted()
  }

  private static func parsed(_ texts: [String]) -> [RockDependency] { texts.compactMap { RockDependency($0) } }
}
