/// A JSON value, exact: numbers keep their value and their text, objects their order.
///
/// Equality is that of JSON Schema: `1` equals `1.0`, objects are equal whatever the order of their
/// properties, and texts are compared Unicode scalar by scalar.
///
/// ```swift
/// let value = try JSONValue(parsing: #"{"regions": ["eu-north-1"]}"#)
/// value["regions"]?[0]?.stringValue  // "eu-north-1"
/// ```
public enum JSONValue: Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number of any size.
  case number(JSONNumber)
  /// A text.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Properties by name, in the order of their insertion.
  case object(JSONObject)
}

extension JSONValue: Hashable {
  /// Whether two values are equal as JSON Schema defines it (2020-12 core, section 4.2.2).
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): ScalarText.equal(left, right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }

  /// Feeds the value into a hasher; equal values feed the same.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .array(let values): hasher.combine(values)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSONValue {
  /// The text of a string, nil for any other kind.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The value of a boolean, nil for any other kind.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value of a number that is a whole number and fits; `1.0` is one.
  public var intValue: Int? {
    if case .number(let value) = self { value.int64.flatMap { Int(exactly: $0) } } else { nil }
  }

  /// The nearest `Double` to a number, nil for any other kind.
  public var doubleValue: Double? {
    if case .number(let value) = self { value.double } else { nil }
  }

  /// The items of an array, nil for any other kind.
  public var arrayValue: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  /// The properties of an object, nil for any other kind.
  public var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The value of a property; nil where the value is no object or has no such property. Setting a
  /// property of anything but an object does nothing.
  public subscript(key: String) -> JSONValue? {
    get { objectValue?[key] }
    set {
      guard case .object(var object) = self else { return }
      self = .null
      object[key] = newValue
      self = .object(object)
    }
  }

  /// The item at an index; nil where the value is no array or is too short.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }
}
