/// A version of JSON Schema, named as its specification is.
public enum Dialect: String, CaseIterable, Sendable {
  /// Draft 4 (2013).
  case draft4 = "http://json-schema.org/draft-04/schema"
  /// Draft 6 (2017).
  case draft6 = "http://json-schema.org/draft-06/schema"
  /// Draft 7 (2018).
  case draft7 = "http://json-schema.org/draft-07/schema"
  /// Draft 2019-09.
  case draft2019 = "https://json-schema.org/draft/2019-09/schema"
  /// Draft 2020-12.
  case draft2020 = "https://json-schema.org/draft/2020-12/schema"

  /// The URI that `$schema` has for the version.
  public var uri: String { self < .draft2019 ? rawValue + "#" : rawValue }

  /// Makes a version from the value of `$schema`, with or without `#` at its end.
  public init?(uri: String) { self.init(rawValue: uri.hasSuffix("#") ? String(uri.dropLast()) : uri) }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Dialect: Comparable {
  /// Whether one version is older than another.
  public static func < (left: Dialect, right: Dialect) -> Bool { left.order < right.order }
}
