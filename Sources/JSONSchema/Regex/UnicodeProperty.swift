/// A Unicode property as `\p{…}` names it (ECMA-262, tables 67 to 70).
struct UnicodeProperty: Sendable {
  private enum Kind: Sendable {
    case any
    case ascii
    case assigned
    case categories(UInt32)
    case binary(@Sendable (Unicode.Scalar.Properties) -> Bool)
    case ranges([ClosedRange<UInt32>])
  }

  private let kind: Kind

  /// Reads `Letter`, `Script=Greek`, `gc=Lu` and the like; nil where ECMA-262 knows no such property.
  init?(expression: String) {
    let parts = expression.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard let kind = parts.count == 2 ? Self.kind(parts[0], parts[1]) : Self.loneKind(expression) else { return nil }
    self.kind = kind
  }

  private static func kind(_ name: String, _ value: String) -> Kind? {
    switch name {
    case "General_Category", "gc": GeneralCategoryNames.mask(value).map(Kind.categories)
    case "Script", "sc": ScriptTable.ranges(of: value, withExtensions: false).map(Kind.ranges)
    case "Script_Extensions", "scx": ScriptTable.ranges(of: value, withExtensions: true).map(Kind.ranges)
    default: nil
    }
  }

  private static func loneKind(_ name: String) -> Kind? {
    switch name {
    case "Any": .any
    case "ASCII": .ascii
    case "Assigned": .assigned
    case "Emoji_Component", "EComp": .ranges(RangeText.ranges(EmojiData.component))
    case "Extended_Pictographic", "ExtPict": .ranges(RangeText.ranges(EmojiData.pictographic))
    case "Regional_Indicator", "RI": .ranges([0x1F1E6...0x1F1FF])
    default:
      GeneralCategoryNames.mask(name).map(Kind.categories) ?? BinaryPropertyNames.test(name).map(Kind.binary)
    }
  }

  func contains(_ value: UInt32) -> Bool {
    switch kind {
    case .any: return true
    case .ascii: return value < 0x80
    case .ranges(let ranges): return SortedRanges.contains(value, in: ranges)
    case .categories(let mask):
      let category = Unicode.Scalar(value)?.properties.generalCategory ?? .surrogate
      return mask & GeneralCategoryNames.bit(category) != 0
    case .assigned: return Unicode.Scalar(value).map { $0.properties.generalCategory != .unassigned } ?? true
    case .binary(let test): return Unicode.Scalar(value).map { test($0.properties) } ?? false
    }
  }
}
