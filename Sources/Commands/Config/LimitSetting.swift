import ArgumentParser
import Integrations

/// `--limit memory=512`.
struct LimitSetting: ExpressibleByArgument {
  var limit: JobLimit
  /// In the limit's unit.
  var value: Double

  init(limit: JobLimit, value: Double) {
    self.limit = limit
    self.value = value
  }

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let limit = JobLimit(rawValue: String(parts[0])), let value = Double(parts[1]),
      limit.admits(value)
    else { return nil }
    self.init(limit: limit, value: value)
  }

  static var allValueStrings: [String] { JobLimit.allCases.map { "\($0.rawValue)=\($0.standard.brief)" } }

  /// Every limit with what it holds, for the help.
  static var table: String {
    JobLimit.allCases.map { limit in
      let name = limit.rawValue + String(repeating: " ", count: max(1, 14 - limit.rawValue.count))
      return "  \(name)\(limit.summary) (\(limit.standard.brief) \(limit.unit))"
    }
    .joined(separator: "\n")
  }
}

extension Double {
  /// Without a fraction of zero.
  fileprivate var brief: String { self == rounded() ? String(Int(self)) : String(self) }
}
