package import Integrations

/// A task as far as planning needs to know it.
package struct TaskShape: Sendable, Hashable {
  package var name: String
  /// The file that declares it, relative to the integration's folder.
  package var file: String
  package var dependsOn: [String]

  package init(name: String, file: String, dependsOn: [String] = []) {
    self.name = name
    self.file = file
    self.dependsOn = dependsOn
  }

  package init(_ declaration: TaskDeclaration) {
    self.init(name: declaration.name, file: declaration.file, dependsOn: declaration.dependsOn)
  }
}
