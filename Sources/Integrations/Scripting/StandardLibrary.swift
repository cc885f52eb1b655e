import CStandardLibrary

/// The Lua modules that are inside the binary.
package enum StandardLibrary {
  /// The names of all modules, sorted.
  package static var names: [String] {
    (0..<lh_module_count()).map { String(cString: lh_module_at($0).name) }
  }

  /// The source of a module, or nil.
  package static func source(of name: String) -> [UInt8]? {
    for index in 0..<lh_module_count() {
      let module = lh_module_at(index)
      if String(cString: module.name) == name {
        return Array(UnsafeBufferPointer(start: module.source, count: module.length))
      }
    }
    return nil
  }

  /// Annotations of what is written in C, for editors: name and source.
  package static var types: [(name: String, source: [UInt8])] {
    (0..<lh_types_count()).map { index in
      let file = lh_types_at(index)
      return (String(cString: file.name), Array(UnsafeBufferPointer(start: file.source, count: file.length)))
    }
  }
}
