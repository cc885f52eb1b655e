/// Checks that the tasks of an integration can be ordered.
enum TaskGraph {
  /// What is wrong with a dependency.
  struct Fault {
    /// The task that declares it.
    var task: TaskDeclaration
    /// What it names in `depends_on`.
    var dependency: String
    /// A full sentence.
    var message: String
  }

  /// - Throws: the first fault, at the task that declares it.
  static func check(_ tasks: [TaskDeclaration], folder: String) throws(IntegrationError) {
    if let fault = faults(in: tasks).first { throw error(fault, folder: folder) }
  }

  static func error(_ fault: Fault, folder: String) -> IntegrationError {
    let location = SourceLocation(
      file: Files.join(folder, fault.task.location.file), line: fault.task.location.line)
    return IntegrationError(code: .badData, message: fault.message, location: location)
  }

  /// Unknown names, dependencies that run later, cycles.
  static func faults(in tasks: [TaskDeclaration]) -> [Fault] {
    var byName: [String: TaskDeclaration] = [:]
    for task in tasks { byName[task.name] = task }
    var faults: [Fault] = []
    for task in tasks {
      for name in task.dependsOn {
        guard let message = fault(of: name, in: task, tasks: byName) else { continue }
        faults.append(Fault(task: task, dependency: name, message: message))
      }
    }
    for chain in cycles(in: byName, from: tasks) {
      guard let task = byName[chain[0]] else { continue }
      let message = "The dependencies go in a circle: \(chain.joined(separator: " → "))."
      faults.append(Fault(task: task, dependency: chain[1], message: message))
    }
    return faults
  }

  private static func fault(
    of name: String, in task: TaskDeclaration, tasks: [String: TaskDeclaration]
  ) -> String? {
    guard let dependency = tasks[name] else {
      let nearest = Suggestion.nearest(to: name, in: tasks.keys.filter { $0 != task.name })
      let hint = nearest.map { "Did you mean '\($0)'?" } ?? "No file declares such a task."
      return "The task '\(task.name)' depends on '\(name)', which does not exist. \(hint)"
    }
    guard dependency.order <= task.order else {
      return "The task '\(task.name)' (order \(task.order)) depends on '\(name)' (order \(dependency.order)), which "
        + "runs later; give '\(task.name)' a higher order or '\(name)' a lower one."
    }
    return nil
  }

  private enum Mark {
    case open, closed
  }

  /// A chain that ends where it starts for each cycle that is met; found without recursion, for graphs may be deep.
  private static func cycles(in byName: [String: TaskDeclaration], from tasks: [TaskDeclaration]) -> [[String]] {
    var cycles: [[String]] = []
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
          cycles.append(Array(names[start...]) + [dependency])
        case nil:
          marks[dependency] = .open
          path.append((dependency, 0))
        }
      }
    }
    return cycles
  }
}
