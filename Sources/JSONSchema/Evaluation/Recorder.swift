/// Takes down what an evaluation finds. The evaluator is specialised for each; where nothing is recorded it stops at
/// the first fault.
protocol Recorder {
  static var isRecording: Bool { get }

  /// Goes into a keyword or a schema.
  mutating func begin(_ tokens: @autoclosure () -> [String], location: @autoclosure () -> String)
  /// Comes out of it.
  mutating func end(_ isValid: Bool, message: @autoclosure () -> Predicate?, annotation: @autoclosure () -> JSONValue?)
  /// Goes to a value inside the current one.
  mutating func descend(_ token: @autoclosure () -> String)
  mutating func ascend()
  mutating func enter(_ node: Int)
}

/// Records nothing.
struct NoRecorder: Recorder {
  static var isRecording: Bool { false }

  @inline(__always)
  mutating func begin(_ tokens: @autoclosure () -> [String], location: @autoclosure () -> String) {}
  @inline(__always)
  mutating func end(
    _ isValid: Bool, message: @autoclosure () -> Predicate?, annotation: @autoclosure () -> JSONValue?
  ) {}
  @inline(__always)
  mutating func descend(_ token: @autoclosure () -> String) {}
  @inline(__always)
  mutating func ascend() {}
  @inline(__always)
  mutating func enter(_ node: Int) {}
}
