#if canImport(Glibc)
  import Glibc
#endif

/// Lets two folders trade places in one step, so that there is no instant without either: `renameat2` of Linux, which
/// Swift's Glibc module does not show.
enum FolderExchange {
  private typealias Function =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  private static let flag: UInt32 = 2  // RENAME_EXCHANGE

  /// False where the file system cannot do it; nothing has happened then.
  static func exchange(_ one: String, _ other: String) -> Bool {
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    return unsafeBitCast(symbol, to: Function.self)(AT_FDCWD, one, AT_FDCWD, other, flag) == 0
  }
}
