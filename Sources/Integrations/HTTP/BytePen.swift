/// Writes texts one behind the other into room that was made for all of them; too little room ends the process.
package struct BytePen {
  private let room: UnsafeMutableRawBufferPointer
  /// How many bytes are written.
  package private(set) var written = 0

  package init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

  package mutating func write(_ text: String) {
    var text = text
    written += text.withUTF8 { bytes in
      precondition(bytes.count <= room.count - written, "The room was counted wrong.")
      UnsafeMutableRawBufferPointer(rebasing: room[written...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
      return bytes.count
    }
  }
}
