import Integrations
import JSONSchema

/// What a run takes from outside the integration's folder: the catalogue's entry, the controls, the config.
struct DevSettings: Sendable {
  let repository: Repository
  let entry: CatalogueEntry
  let config: JSONValue
  let secrets: [String]
  let limits: JobLimits
  let network: NetworkPolicy

  /// What differs, in the words of the screen; nil where a run would be the same.
  func difference(from other: DevSettings) -> String? {
    if config != other.config { return "the config" }
    if limits != other.limits || entry.permissions != other.entry.permissions || entry.schema != other.entry.schema {
      return "the catalogue's entry"
    }
    return repository.controls == other.repository.controls ? nil : ControlMap.fileName
  }

  /// What a job is run with, but for what is kept.
  func options(_ selection: JobPlan.Selection) -> JobOptions {
    var options = JobOptions(
      jobID: Identifier.make(), config: config, secrets: secrets, limits: limits, selection: selection,
      controls: repository.controls)
    options.keepsResults = true
    return options
  }
}

/// Where the settings and sources of a session are; reads them anew whenever they change.
struct DevSources: Sendable {
  let name: String
  let root: String
  /// As the user named it.
  let folder: String
  private let config: ConfigSource
  private let limits: [LimitSetting]
  private let isStrict: Bool

  /// - Throws: where there is no such integration.
  init(path: String, config: ConfigSource, limits: [LimitSetting], isStrict: Bool) throws(IntegrationError) {
    let (repository, name) = try Repository.locate(path)
    self.name = name
    root = repository.root
    folder = repository.folder(of: name)
    self.config = config
    self.limits = limits
    self.isStrict = isStrict
  }

  /// Files outside the folder that matter.
  var settingsFiles: [String] {
    [Files.join(root, Catalogue.fileName), Files.join(root, ControlMap.fileName)] + (config.file.map { [$0] } ?? [])
  }

  /// Reads the settings.
  /// - Parameter answers: the config of before, for what the user was asked then; nil where they may be asked now.
  func settings(answers: JSONValue? = nil) throws(IntegrationError) -> DevSettings {
    do throws(IntegrationError) {
      return try read(answers: answers)
    } catch {
      throw located(error)
    }
  }

  private func read(answers: JSONValue?) throws(IntegrationError) -> DevSettings {
    let repository = try Repository(root: root)
    let entry = try repository.entry(of: name)
    guard entry.isEnabled else {
      throw IntegrationError(
        code: .disabled, message: "The integration '\(name)' is disabled in the catalogue.",
        location: SourceLocation(file: Catalogue.fileName), hint: "Set \"enabled\": true in its entry.")
    }
    var limits = try JobLimits(entry)
    for setting in self.limits { limits[setting.limit] = setting.value }
    let config = try CheckedConfig(config, for: entry, answers: answers)
    let network = try NetworkPolicy(entry, config: config.value, enforcement: isStrict ? .refuse : .warn)
    return DevSettings(
      repository: repository, entry: entry, config: config.value, secrets: config.secrets, limits: limits,
      network: network)
  }

  /// Names files of the repository as they can be opened from here.
  private func located(_ error: IntegrationError) -> IntegrationError {
    var error = error
    if let file = error.location?.file, [Catalogue.fileName, ControlMap.fileName].contains(file) {
      error.location?.file = Files.join(root, file)
    }
    return error
  }
}
