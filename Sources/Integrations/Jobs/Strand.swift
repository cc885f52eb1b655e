import Lua

/// A coroutine of a job: stage one, a task's `run`, or a function that `async` runs beside others. A class, for it changes
/// with each wait.
final class Strand {
  enum Owner: Hashable {
    case stageOne
    case task(Int)
  }

  /// The tag of files that are loaded.
  static let loadingTag = -1

  let tag: Int
  let owner: Owner
  let coroutine: LuaCoroutine
  /// The group that it is a member of, by the tag of the strand that waits for the group.
  let parent: Int?
  var wait: Wait?
  /// Distinguishes its sleeps, so that a timer of an abandoned one wakes nobody; 0 while it does not sleep.
  var sleepSerial: UInt64 = 0
  /// By the monotonic clock.
  var waitingSince: UInt64 = 0
  /// An error that was raised in it on behalf of another strand: its frames come first in a traceback.
  var carried: LuaError?
  /// How many groups it is inside of.
  let depth: Int

  /// A strand that waits for a group of strands that wait for groups …: more than this is a runaway recursion.
  static let maximumDepth = 100
  /// More than this of one group never run side by side, whatever limit the script gives.
  static let maximumGroup = 10_000

  init(tag: Int, owner: Owner, coroutine: LuaCoroutine, parent: Int?, depth: Int) {
    self.tag = tag
    self.owner = owner
    self.coroutine = coroutine
    self.parent = parent
    self.depth = depth
  }
}

/// What a strand that parked waits for.
enum Wait {
  case sleep(seconds: Double)
  case http(HTTPRequest)
  case result(task: Int, of: ResultPart)
  case module(String)
  case group(StrandGroup)
  case operation(ScriptOperation)
}

/// What a script asked of another task's result.
enum ResultPart {
  case data, message, success, whole
}

/// Calls of one function that run side by side: `async`. A class, for it changes in place with each call.
final class StrandGroup {
  let function: LuaReference
  let count: Int
  let limit: Int
  /// Calls started.
  var started = 0
  var members: Set<Int> = []
  /// A member has decided what the group is about: when it ends, the others are cancelled.
  var isDecided = false

  init(function: LuaReference, count: Int, limit: Int) {
    self.function = function
    self.count = count
    self.limit = limit
  }
}

/// What the engine asks of the outside.
enum Effect {
  case send(HTTPRequest, tag: Int)
  case perform(ScriptOperation, tag: Int)
  case cancel(tag: Int)
}

/// How a strand goes on.
enum Resumption {
  case values([LuaOutput])
  case raising(LuaOutput)
}
