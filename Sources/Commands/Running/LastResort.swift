import Lua

#if canImport(Glibc)
  import Glibc
#endif

/// What becomes of a process in which a script can be stopped by nothing else.
enum LastResort {
  /// Lets such a process tell of it and end, the terminal as it was.
  static func prepare() {
    LuaState.setLastResort {
      KeyTerminal.restoreCurrent()
      Console(Console.standardError).write(
        "luahost: a script is inside a function that nothing can interrupt, and its time was over ten seconds ago. "
          + "The process ends; what was reached is lost.\n")
      _exit(ExitStatus.failed.rawValue)
    }
  }
}
