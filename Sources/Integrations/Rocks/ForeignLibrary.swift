/// A library that scripts elsewhere use and cannot load here, for it is written in C or needs what scripts have not; with
/// what does the same.
package struct ForeignLibrary: Sendable {
  /// The rock's name.
  package let rock: String
  /// Its modules' first names.
  package let modules: [String]
  /// What to do, a sentence.
  package let advice: String
  /// Whether rocks that ask for it may be installed without it: what they need it for, scripts cannot do at all.
  package var isLeftOut = false

  private static let json = "Use json: json.decode(text), json.encode(value)."
  private static let http = "Use http: http.get(url), http.client { … }."

  package static let all: [ForeignLibrary] = [
    ForeignLibrary(rock: "lua-cjson", modules: ["cjson"], advice: json),
    ForeignLibrary(rock: "rapidjson", modules: ["rapidjson"], advice: json),
    ForeignLibrary(rock: "luasocket", modules: ["socket", "mime", "ltn12"], advice: http),
    ForeignLibrary(rock: "luasec", modules: ["ssl"], advice: http),
    ForeignLibrary(rock: "lua-requests", modules: ["requests"], advice: http),
    ForeignLibrary(rock: "lua-curl", modules: ["cURL", "lcurl"], advice: http),
    ForeignLibrary(rock: "http", modules: [], advice: http),
    ForeignLibrary(rock: "cqueues", modules: ["cqueues"], advice: "Use async: async.map(list, f), sleep(seconds)."),
    ForeignLibrary(
      rock: "luafilesystem", modules: ["lfs"],
      advice: "Scripts have no file system: give what they need in the config.",
      isLeftOut: true),
    ForeignLibrary(rock: "luaposix", modules: ["posix"], advice: "Scripts have no access to the system."),
    ForeignLibrary(
      rock: "lpeg", modules: ["lpeg", "re"], advice: "Use the string patterns of Lua: string.match, gsub."),
    ForeignLibrary(rock: "lrexlib-pcre", modules: ["rex_pcre"], advice: "Use the string patterns of Lua."),
    ForeignLibrary(rock: "lyaml", modules: ["lyaml"], advice: "Use require(\"yaml\")."),
    ForeignLibrary(rock: "luaexpat", modules: ["lxp"], advice: "Use require(\"xml\")."),
    ForeignLibrary(rock: "luaossl", modules: ["openssl"], advice: "Use require(\"crypto\") and require(\"jwt\")."),
    ForeignLibrary(rock: "luacrypto", modules: ["crypto"], advice: "Use require(\"crypto\")."),
    ForeignLibrary(rock: "lbase64", modules: [], advice: "Use require(\"base64\")."),
    ForeignLibrary(rock: "lua-zlib", modules: ["zlib"], advice: "http unpacks gzip and deflate by itself."),
  ]

  package static func rock(_ name: String) -> ForeignLibrary? { all.first { $0.rock == name } }

  /// The library that has a module, `socket.http`.
  package static func module(_ name: String) -> ForeignLibrary? {
    let first = name.split(separator: ".").first.map(String.init) ?? name
    return all.first { $0.modules.contains(first) }
  }
}
