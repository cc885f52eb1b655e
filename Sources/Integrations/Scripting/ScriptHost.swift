import Lua

/// A state with the natives and the prelude of luahost: one for each job.
///
/// The natives ask ``loading`` while files are loaded and ``engine`` while tasks run; each is set for that time only.
final class ScriptHost {
  let state: LuaState
  /// Finds the source of `require`d modules.
  let modules: ModuleFinder
  /// `ctx`, the same object for every task of the job.
  private(set) var context = LuaOutput.nil
  /// What `http.client` made, by its number; the first stands for plain calls.
  var clients = [HTTPClientDefinition()]
  weak var loading: LoadSession?
  weak var engine: JobEngine?
  /// By name, where they were asked for: a job has no use for them.
  private(set) var signatures: [String: NativeSignature] = [:]
  private let keepsSignatures: Bool
  private let settings: ScriptSettings
  /// Whether it runs a test file.
  let isForTests: Bool

  /// - Parameter test: what a test file declares; nil for what is no test.
  init(
    modules: ModuleFinder, limits: JobLimits, settings: ScriptSettings = ScriptSettings(), test: TestSession? = nil,
    keepsSignatures: Bool = false
  ) throws(LuaError) {
    self.keepsSignatures = keepsSignatures
    self.settings = settings
    isForTests = test != nil
    state = try LuaState(
      options: LuaState.Options(memoryLimit: limits.bytes(.memory), coroutineLimit: limits.count(.coroutines)))
    self.modules = modules
    if settings.coverage != nil { try state.startCoverage() }
    try defineLoadingNatives()
    try defineContextNatives()
    try defineWaitingNatives()
    try defineXMLNatives()
    try defineCryptoNatives()
    try defineKeyNatives()
    try defineYAMLNatives()
    try defineHTTPNatives()
    try defineAWSNatives()
    if let test { try defineTestingNatives(test) }
    if let now = settings.now { try defineTime(now) }
    guard let source = StandardLibrary.source(of: "prelude") else { return }
    let chunk = try state.load(source, name: "=stdlib/prelude.lua", trusted: true)
    context = .anchored(try state.runTrusted(chunk))
    state.release(chunk)
  }

  /// Gives out which lines have run, if that is wanted.
  func reportCoverage() { settings.coverage?.add(state.coveredLines) }

  /// Adds a native. Those that only running tasks and stage one may call are added with ``define``.
  func register(
    _ name: String, _ signature: @autoclosure () -> NativeSignature, anchorsFunctions: Bool = false,
    _ native: @escaping (LuaCall) -> LuaAnswer
  ) throws(LuaError) {
    if keepsSignatures { signatures[name] = signature() }
    try state.define(name, anchorsFunctions: anchorsFunctions, native)
  }
}
