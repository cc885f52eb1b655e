import Foundation

/// What `luahost run --format json` says.
extension Luahost.Outcome {
  package func tasks() throws -> [String: [String: Any]] {
    guard let tasks = try json()["tasks"] as? [String: [String: Any]] else {
      throw TestSupportError("there are no tasks in:\n\(output)")
    }
    return tasks
  }

  package func task(_ name: String) throws -> [String: Any] {
    guard let task = try tasks()[name] else { throw TestSupportError("there is no task \(name)") }
    return task
  }

  /// The data of a task.
  package func data(of task: String) throws -> [String: Any] {
    let output = try self.task(task)["output"] as? [String: Any]
    guard let data = output?["data"] as? [String: Any] else { throw TestSupportError("\(task) has no data") }
    return data
  }

  /// The violations, "task resource"; none twice.
  package func findings() throws -> Set<String> {
    let violations = try json()["violations"] as? [[String: Any]]
    let found = violations?.compactMap { violation -> String? in
      let meta = violation["meta"] as? [String: Any]
      guard let task = violation["task_name"] as? String, let resource = meta?["resource_id"] as? String else {
        return nil
      }
      return "\(task) \(resource)"
    }
    guard let found, found.count == violations?.count else {
      throw TestSupportError("there are no violations, or some without task or resource, in:\n\(output)")
    }
    let different = Set(found)
    guard different.count == found.count else { throw TestSupportError("a finding is there twice: \(found.sorted())") }
    return different
  }
}
