import Integrations

/// One try of a call: waits for its turn, gets a token or a signature, and is sent.
struct Try {
  let call: Call
  let request: HTTPRequest

  func outcome() async -> HTTPOutcome {
    await HTTPOutcome { () async throws(HTTPFailure) in
      guard let grant = request.oauth2, let tokens = call.state?.tokens else { return try await send(request) }
      return try await send(with: grant, from: tokens)
    }
  }

  /// The same by callbacks, for a request that needs no token. It can be cancelled by the call's chain.
  func start(completion: @escaping @Sendable (HTTPOutcome) -> Void) {
    guard let gate = call.state?.gate else { return pass(completion) }
    let ticket = gate.enter(deadline: call.deadline) { passage in
      switch passage {
      case .expired: completion(.failure(call.late()))
      case .cancelled: completion(.failure(call.cancelled))
      case .admitted:
        pass { outcome in
          gate.leave()
          completion(outcome)
        }
      }
    }
    call.chain.follow(ticket)
  }

  private func pass(_ completion: @escaping @Sendable (HTTPOutcome) -> Void) {
    do throws(HTTPFailure) {
      call.chain.follow(call.transport.next.start(try prepared(request), completion: completion), position: 1)
    } catch {
      completion(.failure(error))
    }
  }

  /// A token that the server does not accept any more is renewed once.
  private func send(with grant: OAuth2Grant, from tokens: TokenStore) async throws(HTTPFailure) -> HTTPResponse {
    let token = try await tokens.token(for: grant) { await fetchToken(with: grant) }
    let response = try await send(request.bearing(token))
    guard response.status == 401 else { return response }
    tokens.forget(token, of: grant)
    request.notice?("\(request.method) \(request.shownURL): the server answered 401; getting a new access token")
    let newer = try await tokens.token(for: grant) { await fetchToken(with: grant) }
    return try await send(request.bearing(newer))
  }

  private func fetchToken(with grant: OAuth2Grant) async -> Result<TokenResponse, HTTPFailure> {
    var tokenRequest = TokenRequest(grant, for: request).request
    tokenRequest.deadline = call.timeLeft
    do throws(HTTPFailure) {
      let response = try await Call(tokenRequest, through: call.transport).response()
      return .success(try TokenResponse(response, grant: grant))
    } catch {
      return .failure(error)
    }
  }

  private func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let gate = call.state?.gate
    switch await gate?.enter(deadline: call.deadline) {
    case .expired: throw call.late()
    case .cancelled: throw call.cancelled
    case .admitted, nil: break
    }
    defer { gate?.leave() }
    return try await call.transport.next.send(prepared(request))
  }

  /// The request as it is sent now.
  private func prepared(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPRequest {
    var request = request
    try request.signing?.sign(&request, at: call.transport.clock.now())
    if let left = call.timeLeft {
      guard left > .zero else { throw call.late() }
      request.timeout = min(request.timeout, left)
    }
    return request
  }
}

extension HTTPRequest {
  fileprivate func bearing(_ token: String) -> HTTPRequest {
    var request = self
    request.credentials.headers.append(HTTPHeader(name: "authorization", value: "Bearer \(token)"))
    return request
  }
}
