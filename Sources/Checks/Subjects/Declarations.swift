import LuaSyntax

/// A call of `task{}` or `runner{}` with a table, as it is written.
struct DeclarationSite {
  let file: LuaFile
  /// `task` or `runner`.
  let function: String
  let span: SourceSpan
  let fields: [TableField]

  func field(_ name: String) -> TableField? {
    fields.first { field in
      switch field.key {
      case .name(let key): key == name
      case .expression(let key):
        if case .string(let bytes) = key.kind { bytes.elementsEqual(name.utf8) } else { false }
      case .positional: false
      }
    }
  }

  /// The task's name, where it is written as a text.
  var name: Literal? { field("name").flatMap { file.literals.values(of: $0.value)?.first } }

  /// The function of a field, where that is plain to see.
  func function(_ name: String) -> FunctionBody? { field(name).flatMap { file.functions.function(of: $0.value) } }

  /// The names in `depends_on`, where they are written as texts.
  var dependencies: [Literal] {
    guard let value = field("depends_on")?.value, case .table(let fields) = value.kind else { return [] }
    return fields.flatMap { file.literals.values(of: $0.value) ?? [] }
  }

  /// All declarations of a file.
  static func find(in file: LuaFile) -> [DeclarationSite] {
    file.chains.compactMap { use, suffixes, span in
      guard use.isGlobal, use.name == "task" || use.name == "runner", case .call(let arguments)? = suffixes.first?.kind,
        arguments.count == 1, case .table(let fields) = arguments[0].kind
      else { return nil }
      return DeclarationSite(file: file, function: use.name, span: span, fields: fields)
    }
  }
}
