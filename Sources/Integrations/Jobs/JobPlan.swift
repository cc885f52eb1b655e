/// Which tasks of an integration take part in a job.
package struct JobPlan: Sendable {
  package enum Selection: Sendable, Hashable {
    case all
    /// These and, transitively, what their `depends_on` names.
    case tasks([String])
    /// These alone; dependencies that are left out count as met.
    case only([String])
  }

  /// Names of the tasks that take part.
  package var names: Set<String>
  private var ignoresMissingDependencies: Bool

  /// - Throws: ``IntegrationError`` of code `usage` for a name that is no task of the integration.
  package init(_ selection: Selection, of tasks: [TaskDeclaration]) throws(IntegrationError) {
    let byName = Dictionary(tasks.map { ($0.name, $0) }) { first, _ in first }
    switch selection {
    case .all:
      names = Set(byName.keys)
    case .only(let chosen), .tasks(let chosen):
      for name in chosen where byName[name] == nil {
        let nearest = Suggestion.nearest(to: name, in: byName.keys)
        throw IntegrationError(
          code: .usage, message: "There is no task '\(name)'.",
          hint: nearest.map { "Did you mean '\($0)'?" } ?? "Tasks: \(tasks.map(\.name).joined(separator: ", ")).")
      }
      names = Set(chosen)
    }
    if case .only = selection { ignoresMissingDependencies = true } else { ignoresMissingDependencies = false }
    guard case .tasks = selection else { return }
    var open = Array(names)
    while let name = open.popLast() {
      for dependency in byName[name]?.dependsOn ?? [] where names.insert(dependency).inserted {
        open.append(dependency)
      }
    }
  }

  /// The nodes of ``JobMachine`` for the chosen tasks, which must be sorted by (order, name).
  func nodes(of tasks: [TaskDeclaration], kept: [String: KeptTask] = [:]) -> [JobMachine.Node] {
    var index: [String: Int] = [:]
    for (number, task) in tasks.enumerated() { index[task.name] = number }
    return tasks.map { task in
      var node = JobMachine.Node(order: task.order)
      for name in task.dependsOn {
        if let number = index[name] {
          node.dependencies.append(number)
        } else if !ignoresMissingDependencies {
          node.skipReason = .dependencyLeftOut(name)
        }
      }
      if !task.isEnabled { node.skipReason = .disabled }
      node.outcome = kept[task.name]?.outcome
      return node
    }
  }
}
