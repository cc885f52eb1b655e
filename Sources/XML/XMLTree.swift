/// A document as a tree in a few flat arrays: no object, no text of its own for an element.
///
/// ```swift
/// let tree = try XMLTree(parsing: Array("<a><b>1</b></a>".utf8))
/// let table = try tree.table(XMLTree.TableOptions())  // {"b":"1"}
/// ```
public struct XMLTree {
  /// Elements may be nested as deep as this.
  public static let deepest = 200

  /// An element, or a run of text between tags.
  struct Node {
    /// Index in `names`; -1 for a text.
    var name: Int32
    /// Index of the first child, and of the next child of the same parent; -1 for none.
    var first: Int32 = -1
    var next: Int32 = -1
    /// Where its attributes are in `attributes`.
    var attributes: Range<Int32> = 0..<0
    /// Where its characters are in `text`; empty for an element.
    var text: Range<Int> = 0..<0

    var isText: Bool { name < 0 }
  }

  /// An attribute that the document writes.
  struct Attribute {
    var name: Int32
    var value: Range<Int>
  }

  var nodes: [Node] = []
  var attributes: [Attribute] = []
  /// All texts and values of attributes, in UTF-8.
  var text: [UInt8] = []
  var names = NameTable()
  /// Pays for what is built.
  var budget: Budget

  /// Reads a document. Nothing outside of it is loaded and no entity is expanded but XML's own five.
  /// - Parameter charge: asked for room, in bytes, as the tree grows; false ends the parse.
  /// - Throws: ``XMLError`` with line and column.
  public init(parsing bytes: [UInt8], charge: @escaping (Int) -> Bool = { _ in true }) throws(XMLError) {
    budget = Budget(charge: charge)
    let parser = try ExpatParser(XMLTree(budget: budget))
    self = try parser.parse(bytes)
  }

  private init(budget: Budget) { self.budget = budget }
}

/// Asks for memory in large steps.
struct Budget {
  private static let step = 64 * 1024

  let charge: (Int) -> Bool
  private var left = 0

  init(charge: @escaping (Int) -> Bool) { self.charge = charge }

  /// Takes `bytes`; false where there is no room.
  mutating func take(_ bytes: Int) -> Bool {
    if bytes > left {
      let more = max(bytes, Self.step)
      guard charge(more) else { return false }
      left += more
    }
    left -= bytes
    return true
  }
}
