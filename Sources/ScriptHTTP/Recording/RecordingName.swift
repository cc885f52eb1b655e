import Integrations

/// Where a recording goes: `HOST/METHOD-PATH-HASH`, to which a number and the ending are added. The same request has the
/// same name in every run.
struct RecordingName: Hashable {
  let folder: String
  let stem: String

  private static let longestSlug = 60

  init(_ request: Recording.Request, key: RequestKey) {
    let url = (try? HTTPURL(key.url)) ?? (try? HTTPURL("http://unknown/"))
    folder = Self.slug(url?.authority ?? "unknown", length: 120)
    let path = Self.slug(url?.path ?? "", length: Self.longestSlug)
    let words = [path, Self.slug(Self.operation(of: request), length: 40)]
    stem = ([Self.slug(request.method, length: 20)] + words.filter { !$0.isEmpty } + [key.hash]).joined(separator: "-")
  }

  /// What an API with one path for everything is asked for.
  private static func operation(of request: Recording.Request) -> String {
    if let target = request.headers.first(where: { $0.isNamed("x-amz-target") }) {
      return target.value.split(separator: ".").last.map(String.init) ?? ""
    }
    let body = request.body ?? []
    let fields = FieldScanner.isForm(body) ? FieldScanner.pairs(body, fromStart: true) : FieldScanner.json(body)
    let field = fields.first { ["Action", "operationName"].contains(String(decoding: $0.name, as: UTF8.self)) }
    return field.map { String(decoding: body[$0.value], as: UTF8.self) } ?? ""
  }

  /// Fit for a file's name on any system.
  private static func slug(_ text: String, length: Int) -> String {
    let decoded = String(decoding: PercentEncoding.decode(text.utf8), as: UTF8.self)
    var slug = ""
    for character in decoded.drop(while: { $0 == "/" }) {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
      if isPlain { slug.append(character) } else if slug.last != "_" { slug.append("_") }
    }
    while let last = slug.last, last == "_" || last == "." { slug.removeLast() }
    return String(slug.prefix(length))
  }
}
