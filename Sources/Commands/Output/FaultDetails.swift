import Integrations

/// What stands below the message of a script's error: its line with the culprit marked, what the variables on that line
/// held, what to do, and how the script got there.
struct FaultDetails {
  let console: Console
  /// In front of each line.
  let indent: String

  /// - Parameters:
  ///   - isAdvised: whether what to do is part of it.
  ///   - place: how a place in the integration is shown.
  func text(
    _ fault: ScriptFault, isVerbose: Bool = false, isAdvised: Bool = true, place: (String) -> String = { $0 }
  ) -> String {
    var text = ""
    if let line = fault.sourceLine, let number = fault.location?.line {
      let mark = FaultMark(line)
      let excerpt = SourceExcerpt(line: line, number: number, mark: mark.columns(of: fault.message))
      text += excerpt.text(console, color: .red, indent: indent)
      for variable in fault.variables
      where mark.mentions(variable.name) && !["nil", "userdata"].contains(variable.text) {
        text += indent + console.paint("\(variable.name) = ", .dim) + Console.plain(variable.text) + "\n"
      }
    }
    if isAdvised, let advice = fault.advice {
      text += indent + console.paint("fix: ", .cyan) + Console.plain(advice) + "\n"
    }
    return text + traceback(fault, isVerbose: isVerbose, place: place)
  }

  /// The author's frames, when there is more to see than the line that the error names.
  private func traceback(_ fault: ScriptFault, isVerbose: Bool, place: (String) -> String) -> String {
    let frames = fault.traceback.filter { isVerbose || !$0.isInternal }
    guard frames.count > 1 || isVerbose else { return "" }
    return frames.map { indent + console.paint("at \(Console.plain(place($0.text)))", .dim) + "\n" }.joined()
  }
}
