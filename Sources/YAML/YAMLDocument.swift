public import JSONSchema

/// Reads YAML (1.2.2, as libyaml reads it) as the JSON values that its documents stand for.
///
/// ```swift
/// let config = try YAMLDocument.value(of: Array("regions: [eu-west-1]".utf8))
/// ```
public enum YAMLDocument {
  /// How many values aliases may stand for, all together: a few lines can stand for billions.
  static let mostAliased = 1_000_000
  /// How many bytes of text those values may have.
  static let mostAliasedBytes = 16 * 1024 * 1024
  /// How deep values may be nested.
  static let deepest = 500

  /// The value of the one document; null for an empty text. Plain scalars follow the core schema: `on` is a text. A key
  /// `<<` merges the mappings that it leads to.
  /// - Throws: ``YAMLError`` for what is no YAML, a second document, what JSON cannot hold (a key that is no scalar), a key
  ///   that is there twice, and aliases that stand for themselves or for more than a million values.
  public static func value(of bytes: [UInt8], charge: (Int) -> Bool = { _ in true }) throws(YAMLError) -> JSONValue {
    try compose(bytes, charge, isOne: true).first ?? .null
  }

  /// The values of all documents.
  /// - Parameter charge: asked for room, in bytes, as the values grow; false ends the reading.
  /// - Throws: ``YAMLError`` as for ``value(of:charge:)``.
  public static func values(
    of bytes: [UInt8], charge: (Int) -> Bool = { _ in true }
  ) throws(YAMLError) -> [JSONValue] {
    try compose(bytes, charge, isOne: false)
  }

  private static func compose(
    _ bytes: [UInt8], _ charge: (Int) -> Bool, isOne: Bool
  ) throws(YAMLError) -> [JSONValue] {
    let outcome = withoutActuallyEscaping(charge) { charge in
      bytes.withUnsafeBufferPointer { buffer -> Result<[JSONValue], YAMLError> in
        do throws(YAMLError) {
          let events = try YAMLEvents(buffer)
          var composer = YAMLComposer(events, charge: charge)
          return .success(try composer.documents(isOne: isOne))
        } catch {
          return .failure(error)
        }
      }
    }
    return try outcome.get()
  }
}
