/// All rules.
package enum RuleBook {
  static let repositoryRules: [any RepositoryRule] = [CatalogueRule(), FolderNameRule(), ControlsRule()]

  static let integrationRules: [any IntegrationRule] = [
    SchemaRule(), NetworkPermissionRule(), SyntaxRule(), TaskDeclarationRule(), LoadRule(), TaskGraphRule(),
    UnknownTaskRule(), LaterOrderRule(),
    UnknownBaseKeyRule(), UnknownConfigKeyRule(), UnknownGlobalRule(), UndeclaredGlobalWriteRule(),
    UnyieldableWaitRule(), UnusedDataRule(), UnusedLocalRule(), FolderNameRule(),
  ]

  /// What each rule is about, by id.
  package static let descriptions: [RuleDescription] =
    Set(repositoryRules.map { type(of: $0).description } + integrationRules.map { type(of: $0).description })
    .sorted { $0.id < $1.id }
}
