#if canImport(Glibc)
  import Glibc
#endif

/// Linux's inotify(7): one queue of events of many watched folders.
final class Inotify {
  /// One thing that happened to a name in a watched folder, or to the folder.
  struct Event: Hashable {
    /// The number of the watch; -1 for what concerns the queue.
    var watch: Int32
    var mask: UInt32
    /// Empty where the folder itself is meant.
    var name: String

    func has(_ bits: Int) -> Bool { mask & UInt32(bits) != 0 }

    var isFolder: Bool { mask & UInt32(IN_ISDIR) != 0 }
    /// Events were lost.
    var isOverflow: Bool { has(Int(IN_Q_OVERFLOW)) }
    /// The watch is gone, and its number may be given to another.
    var isEnd: Bool { has(Int(IN_IGNORED)) }
    /// The watched folder was removed or renamed.
    var isOfFolderItself: Bool { has(Int(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) }
    /// The name came into being, or was renamed to this.
    var isArrival: Bool { has(Int(IN_CREATE | IN_MOVED_TO)) }
    /// The name went.
    var isDeparture: Bool { has(Int(IN_DELETE | IN_MOVED_FROM)) }
    /// A plain file came into being: nothing was written to it yet. What is written is told of when it is closed; a
    /// link has no such end.
    var isBareCreation: Bool { has(Int(IN_CREATE)) && !isFolder }
  }

  /// Names that come and go.
  static let names = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)
  /// Those, and files that were written or whose permissions changed, and the folder's own end.
  static let contents = names | UInt32(IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF)

  let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  init() throws(FileWatchError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      let code = errno
      let advice =
        code == EMFILE
        ? " Too many programs watch files: end one, or raise the limit with sysctl fs.inotify.max_user_instances=512."
        : ""
      throw FileWatchError(
        code: code, path: nil, description: "Files cannot be watched: \(String(cString: strerror(code))).\(advice)")
    }
  }

  deinit { close(descriptor) }

  /// Watches a folder, or more of one that is watched already. Gives the watch's number; nil where there is no such
  /// folder (any more).
  func watch(_ folder: String, for mask: UInt32) throws(FileWatchError) -> Int32? {
    let number = inotify_add_watch(descriptor, folder, mask | UInt32(IN_ONLYDIR) | UInt32(IN_MASK_ADD))
    if number >= 0 { return number }
    let code = errno
    switch code {
    case ENOENT, ENOTDIR, EACCES, ELOOP: return nil
    case ENOSPC:
      throw FileWatchError(
        code: code, path: folder,
        description:
          "The folder '\(folder)' cannot be watched: the system watches as many folders as its limit allows. "
          + "Raise it with sysctl fs.inotify.max_user_watches=524288, or give a smaller folder.")
    default:
      throw FileWatchError(
        code: code, path: folder,
        description: "The folder '\(folder)' cannot be watched: \(String(cString: strerror(code))).")
    }
  }

  func unwatch(_ number: Int32) { inotify_rm_watch(descriptor, number) }

  /// All events that have come.
  func events() -> [Event] {
    var events: [Event] = []
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return events }
      buffer.withUnsafeBytes { parse(UnsafeRawBufferPointer(rebasing: $0[..<count]), into: &events) }
    }
  }

  /// `struct inotify_event` one after the other: four words of 32 bits, then the name, padded with zeros.
  private func parse(_ bytes: UnsafeRawBufferPointer, into events: inout [Event]) {
    let headerSize = MemoryLayout<inotify_event>.size
    var offset = 0
    while offset + headerSize <= bytes.count {
      let watch = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
      let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
      let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
      let end = min(offset + headerSize + length, bytes.count)
      let name = bytes[offset + headerSize..<end].prefix { $0 != 0 }
      events.append(Event(watch: watch, mask: mask, name: String(decoding: name, as: UTF8.self)))
      offset = end
    }
  }
}
