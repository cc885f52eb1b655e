/// Checks that the tasks of an integration can be ordered.
enum TaskGraph {
  /// Unknown names, dependencies that run later, cycles: each an error at the task that declares it.
  static func check(_ tasks: [TaskDeclaration], folder: String) throws(IntegrationError) {
    var byName: [String: TaskDeclaration] = [:]
    for task in tasks { byName[task.name] = task }
    for task in tasks {
      for name in task.dependsOn {
        try check(name, of: task, in: byName, folder: folder)
      }
    }
    if let chain = cycle(in: byName, from: tasks), let task = byName[chain[0]] {
      throw fault("depends_on goes in a circle: \(chain.joined(separator: " → ")).", task, folder)
    }
  }

  private static func check(
    _ name: String, of task: TaskDeclaration, in tasks: [String: TaskDeclaration], folder: String
  ) throws(IntegrationError) {
    guard let dependency = tasks[name] else {
      let nearest = Suggestion.nearest(to: name, in: tasks.keys.filter { $0 != task.name })
      let hint = nearest.map { "Did you mean '\($0)'?" } ?? "No file declares such a task."
      throw fault("the task '\(task.name)' depends on '\(name)', which does not exist. \(hint)", task, folder)
    }
    guard dependency.order <= task.order else {
      throw fault(
        "the task '\(task.name)' (order \(task.order)) depends on '\(name)' (order \(dependency.order)), which runs "
          + "later; give '\(task.name)' a higher order or '\(name)' a lower one.", task, folder)
    }
  }

  private static func fault(_ message: String, _ task: TaskDeclaration, _ folder: String) -> IntegrationError {
    let location = SourceLocation(file: Files.join(folder, task.location.file), line: task.location.line)
    return IntegrationError(
      code: .badData, message: message.prefix(1).uppercased() + message.dropFirst(), location: location)
  }

  private enum Mark {
    case open, closed
  }

  /// The first cycle, as a chain that ends where it starts; found without recursion, for graphs may be deep.
  private static func cycle(in byName: [String: TaskDeclaration], from tasks: [TaskDeclaration]) -> [String]? {
    var marks: [String: Mark] = [:]
    for task in tasks where marks[task.name] == nil {
      var path: [(name: String, next: Int)] = [(task.name, 0)]
      marks[task.name] = .open
      while let (name, next) = path.last {
        let dependencies = byName[name]?.dependsOn ?? []
        guard next < dependencies.count else {
          marks[name] = .closed
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let dependency = dependencies[next]
        switch marks[dependency] {
        case .closed: continue
        case .open:
          let names = path.map(\.name)
          let start = names.firstIndex(of: dependency) ?? 0
          return Array(names[start...]) + [dependency]
        case nil:
          marks[dependency] = .open
          path.append((dependency, 0))
        }
      }
    }
    return nil
  }
}
