extension NewIntegration {
  /// The rockspec: what the integration needs of LuaRocks.
  var rockspecFile: String {
    """
    -- What `luahost install` gets from LuaRocks: modules in pure Lua, for scripts cannot load C.
    package = "\(name)"
    version = "dev-1"
    dependencies = {
      "lua ~> 5.4",
      -- "inspect >= 3.1",
    }

    """
  }

  /// The README of a repository that starts with this integration.
  var readmeFile: String {
    """
    # Checks

    Integrations for luahost: scripts in Lua that collect facts from APIs and judge them. `integrations.json` is the
    catalogue; each integration has a folder in `integrations/`.

    ```sh
    luahost list     # what there is
    luahost check    # mistakes, without a run
    luahost test     # the tests, against recorded answers
    luahost run integrations/\(name)
    ```

    """
  }

  static let gitignore = ".luahost/\n"
}
