import Integrations
import Lua

extension HTTPResponse {
  /// A response that was kept, as an answer to a request whose limits hold for it too.
  func accepted(by request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
    guard body.count <= request.maximumBody else {
      throw HTTPFailure(
        kind: .tooLarge,
        message: "the body is larger than \(request.maximumBody) bytes (after decompression). "
          + "Ask for less, or raise the option max_body.", url: url)
    }
    guard let memory = request.memory else { return self }
    guard let charge = memory.charge(body.count) else {
      throw HTTPFailure(
        kind: .tooLarge,
        message: "the job's memory limit leaves no room for the recorded body (limit memory). "
          + "Fetch less at once, or raise the limit.", url: url)
    }
    var response = self
    response.charge = charge
    return response
  }
}
