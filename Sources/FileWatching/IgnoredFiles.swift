/// Files that editors and tools keep beside an author's own: nobody wants to hear of them.
package enum IgnoredFiles {
  private static let folders: Set<String> = [".git", ".hg", ".svn", ".jj", ".luahost", ".idea", ".vscode"]
  private static let endings = ["~", ".bak", ".orig", ".tmp", ".kate-swp", "___jb_tmp___", "___jb_old___"]
  private static let beginnings = [".#", ".goutputstream-", ".~lock.", ".nfs", ".fuse_hidden"]

  /// Whether a name in a watched folder is one of them.
  package static func contains(_ name: some StringProtocol) -> Bool {
    // Vim writes 4913 to see whether it may write at all.
    if name == "4913" || name == ".DS_Store" || folders.contains(String(name)) { return true }
    if endings.contains(where: { name.hasSuffix($0) }) || beginnings.contains(where: { name.hasPrefix($0) }) {
      return true
    }
    if name.count > 1, name.hasPrefix("#"), name.hasSuffix("#") { return true }
    return isSwapFile(name)
  }

  /// Vim's: `.a.lua.swp`, and `.swo`, `.swn` … for the next ones.
  private static func isSwapFile(_ name: some StringProtocol) -> Bool {
    guard name.hasPrefix("."), name.count > 4 else { return false }
    let ending = name.suffix(4)
    return ending.hasPrefix(".sw") && ending.last.map { ("a"..."z").contains($0) } == true
  }
}
