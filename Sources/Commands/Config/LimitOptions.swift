import ArgumentParser

/// The limits of a job, for the commands that set them.
struct LimitOptions: ParsableArguments {
  @Option(
    name: .customLong("limit"),
    help: ArgumentHelp(
      "Set a limit of the job, as `luahost help run` lists them; may be repeated.", valueName: "name=value"))
  var settings: [LimitSetting] = []
}
