import ArgumentParser
import Commands

@main
enum Main {
  static func main() async {
    LuaHost.prepareProcess()
    await LuaHost.main()
  }
}
