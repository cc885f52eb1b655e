/// A named check of strings.
struct Format: Sendable {
  let name: String
  let accepts: @Sendable (String) -> Bool

  private static let checks: [String: @Sendable (String) -> Bool] = [
    "date-time": { DateTimeFormats.isDateTime(Array($0.utf8)) }, "date": { DateTimeFormats.isDate(Array($0.utf8)) },
    "time": { DateTimeFormats.isTime(Array($0.utf8)) }, "duration": { DurationFormat.accepts(Array($0.utf8)) },
    "email": { EmailFormat.accepts($0, isInternational: false) },
    "idn-email": { EmailFormat.accepts($0, isInternational: true) },
    "hostname": { HostNameFormat.accepts($0, isInternational: false) },
    "idn-hostname": { HostNameFormat.accepts($0, isInternational: true) },
    "ipv4": { AddressFormats.isIPv4(Array($0.utf8)[...]) }, "ipv6": { AddressFormats.isIPv6(Array($0.utf8)[...]) },
    "uri": { URIFormat(isInternational: false).accepts($0, asReference: false) },
    "uri-reference": { URIFormat(isInternational: false).accepts($0, asReference: true) },
    "iri": { URIFormat(isInternational: true).accepts($0, asReference: false) },
    "iri-reference": { URIFormat(isInternational: true).accepts($0, asReference: true) },
    "uri-template": { URITemplateFormat.accepts($0) }, "uuid": { PlainFormats.isUUID(Array($0.utf8)) },
    "json-pointer": { JSONPointer($0) != nil },
    "relative-json-pointer": { PlainFormats.isRelativePointer($0, movesIndex: false) },
    "regex": { (try? ECMARegex($0)) != nil },
  ]

  /// The format of a name in a draft, nil where it is unknown and so asserts nothing.
  static func named(_ name: String, in dialect: Dialect) -> Format? {
    if name == "hostname", dialect <= .draft6 {
      return Format(name: name) { HostNameFormat.isASCII($0) }
    }
    if name == "relative-json-pointer", dialect >= .draft2020 {
      return Format(name: name) { PlainFormats.isRelativePointer($0, movesIndex: true) }
    }
    return checks[name].map { Format(name: name, accepts: $0) }
  }
}
