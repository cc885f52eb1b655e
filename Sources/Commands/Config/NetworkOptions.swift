import ArgumentParser

/// What scripts may reach, for the commands that run them live.
struct NetworkOptions: ParsableArguments {
  @Flag(help: "Refuse hosts that permissions.network in integrations.json does not list, as a worker does.")
  var strict = false
}
