import ArgumentParser

/// Options that give the config of a run.
struct ConfigOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("set")], parsing: .singleValue,
    help: ArgumentHelp(
      "A value of the config; may be repeated. a.b=… sets a value inside an object; a value of a list is added each time.",
      valueName: "key=value"))
  var values: [String] = []

  @Option(
    help: ArgumentHelp("Read the config from a JSON or YAML file; - is stdin.", valueName: "file"), completion: .file())
  var config: String?

  func validate() throws {
    for value in values where !value.contains("=") || value.hasPrefix("=") {
      throw ValidationError("-c takes key=value, found '\(value)'.")
    }
  }

  var source: ConfigSource {
    ConfigSource(
      file: config,
      values: values.map { text in
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), String(parts[1]))
      })
  }
}

/// Where the config of a run comes from, before it is read.
struct ConfigSource {
  var file: String?
  /// Later ones win.
  var values: [(key: String, text: String)]
}
