import Integrations

/// A job under way that can be cancelled from a signal handler's queue.
struct JobTask: Sendable {
  private let task: Task<Result<JobResult, IntegrationError>, Never>

  /// - Parameter prompt: is added to the integration's tasks.
  init(
    _ runner: JobRunner, _ name: String, in repository: Repository, _ options: JobOptions, prompt: ScriptPrompt? = nil
  ) {
    task = Task {
      do throws(IntegrationError) {
        let integration = try IntegrationLoader.load(name, in: repository, limits: options.limits)
        if let prompt { try integration.addPrompt(prompt) }
        return .success(try await runner.run(integration, options: options))
      } catch {
        return .failure(error)
      }
    }
  }

  func cancel() { task.cancel() }

  var outcome: Result<JobResult, IntegrationError> { get async { await task.value } }
}
