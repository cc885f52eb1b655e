import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A place for text: stdout, stderr or a file; knows whether it is a terminal and whether it may be coloured.
struct Console: Sendable {
  let descriptor: Int32
  let isTerminal: Bool
  let usesColor: Bool

  static let standardOutput = STDOUT_FILENO
  static let standardError = STDERR_FILENO

  /// Colour is used on a terminal unless `NO_COLOR` is set and not empty (no-color.org) or the terminal is dumb.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    let refusal = Self.variable("NO_COLOR") ?? ""
    usesColor = isTerminal && refusal.isEmpty && Self.variable("TERM") != "dumb"
  }

  /// For text that goes into a file: no colours. Nothing is written there.
  static let plainText = Console(-1)

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Columns and rows of the terminal; 80 and 24 where it does not say.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes all of it. What cannot be written is given as `errno` says it; nil when all went well.
  @discardableResult
  func write(_ text: String) -> Int32? { write(Array(text.utf8)) }

  /// The same for bytes.
  func write(_ bytes: [UInt8]) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        waitUntilWritable()
        continue
      }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// A pipe or terminal that another program set to non-blocking takes more when its reader has read.
  private func waitUntilWritable() {
    var place = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&place, 1, -1)
  }

  /// SGR attributes (ECMA-48 §8.3.117).
  enum Attribute: Int {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
    case magenta = 35
    case cyan = 36
  }

  func paint(_ text: String, _ attributes: Attribute...) -> String {
    guard usesColor, !attributes.isEmpty else { return text }
    return "\u{1B}[\(attributes.map { String($0.rawValue) }.joined(separator: ";"))m\(text)\u{1B}[0m"
  }

  /// A text of scripts below something else: each line indented, marked and painted.
  func block(_ text: String, indent: String, mark: String = "", _ attribute: Attribute) -> String {
    Self.plain(text, keepsLines: true).split(separator: "\n", omittingEmptySubsequences: false)
      .map { "\(indent)\(paint("\(mark)\($0)", attribute))\n" }.joined()
  }

  /// Text of scripts without control characters: they must not drive the terminal.
  static func plain(_ text: String, keepsLines: Bool = false) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        result.append(keepsLines ? scalar : " ")
      } else if scalar == "\t" {
        result.append(" ")
      } else {
        result.append(isControl(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return String(result)
  }

  /// Control characters of ECMA-48, and those that reorder text.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      || reorders(scalar)
  }

  /// Whether a character changes the order in which others are shown (Unicode Standard Annex #9).
  static func reorders(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
