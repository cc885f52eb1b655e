/// Where a value breaks its schema, and how, for people and for programs.
public struct Fault: Hashable, Sendable {
  /// The value at fault, from the root of the document.
  public let instanceLocation: JSONPointer
  /// The keyword that it breaks, by the way the evaluation took through references.
  public let keywordLocation: JSONPointer
  /// The keyword that it breaks: a URI with a JSON Pointer as its fragment.
  public let absoluteKeywordLocation: String
  /// The keyword's name, such as `required`.
  public let keyword: String
  /// What was expected and what was found, as a sentence.
  public let message: String
  /// The title of the property, where its schema has one.
  public let title: String?
  /// The description of the property, where its schema has one.
  public let details: String?
  /// The name that was probably meant, for a misspelt property or value.
  public let suggestion: String?
  /// Where a value fits none of several forms, and the message does not say what each lacks: its faults against the one
  /// that is closest.
  public let causes: [Fault]

  /// The place of the value as a person would write it, such as `regions[2].name`; empty for the whole document.
  public var path: String { PathText.path(instanceLocation) }
}

extension Fault: CustomStringConvertible {
  /// The path and the message.
  public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}

/// Paths as people write them.
enum PathText {
  static func path(_ pointer: JSONPointer) -> String {
    var text = ""
    for token in pointer.tokens {
      if !token.isEmpty, token.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        text += "[\(token)]"
      } else if isName(token) {
        text += text.isEmpty ? token : "." + token
      } else {
        text += "[\(JSONValue.string(token))]"
      }
    }
    return text
  }

  private static func isName(_ token: String) -> Bool {
    !token.isEmpty
      && token.unicodeScalars.allSatisfy {
        $0 == "_" || $0 == "-" || $0 == "$" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
      }
  }
}
