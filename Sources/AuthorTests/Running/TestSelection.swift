import Integrations

/// Which tests of a file run, and in which order.
struct TestSelection {
  /// In the order in which they run.
  let chosen: [Int]
  /// Those that `skip` leaves out, or that `only` has no word for.
  let skipped: [Int]
  /// Whether `only` chose.
  let isFocused: Bool
  private let isFiltered: Bool

  /// - Throws: `notFound` where a line has no test.
  init(_ declarations: [TestDeclaration], options: TestOptions, line: Int?, file: String) throws(IntegrationError) {
    var candidates = Array(declarations.indices)
    if let line { candidates = try Self.tests(at: line, declarations, file: file) }
    if let filter = options.filter?.lowercased(), !filter.isEmpty {
      candidates = candidates.filter { declarations[$0].name.lowercased().contains(filter) }
    }
    isFiltered = candidates.count < declarations.count
    // Whoever gives a line means that test, whatever the file says.
    let isFocused = line == nil && candidates.contains { declarations[$0].mode == .only }
    self.isFocused = isFocused
    let isChosen: (Int) -> Bool = { test in
      switch declarations[test].mode {
      case .skip: false
      case .only: true
      case .run: !isFocused
      }
    }
    skipped = candidates.filter { !isChosen($0) }
    var chosen = candidates.filter(isChosen)
    if let seed = options.seed {
      var order = SeededOrder(seed, file: file)
      chosen = order.shuffled(chosen) { declarations[$0].path }
    }
    self.chosen = chosen
  }

  /// Whether every test of the file has its say.
  func isWhole(_ options: TestOptions) -> Bool { !isFiltered && !isFocused && options.isComplete }

  /// The tests that start at a line or, where none does, the last one that starts before.
  private static func tests(
    at line: Int, _ declarations: [TestDeclaration], file: String
  ) throws(IntegrationError) -> [Int] {
    let starts = declarations.compactMap { $0.location.file == file ? $0.location.line : nil }
    guard let start = starts.filter({ $0 <= line }).max() else {
      throw IntegrationError(
        code: .notFound, message: "There is no test at line \(line), nor before it.",
        hint: "luahost test --list shows the tests with their lines.")
    }
    return declarations.indices.filter {
      declarations[$0].location.line == start && declarations[$0].location.file == file
    }
  }
}
