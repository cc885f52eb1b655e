import Integrations
import Synchronization

/// Takes what is secret out of exchanges: the secrets of the config, what travels where credentials do, and the tokens
/// that were seen there, wherever else they turn up. What it has masked once it leaves as it is.
final class RecordingMask: Sendable {
  private let secrets: SecretMask
  private let learned = Mutex(LearnedTokens())
  private static let mask = Array(SecretMask.mask.utf8)

  init(secrets: [String]) { self.secrets = SecretMask(EncodedSecrets.of(secrets)) }

  /// How many tokens it has learned. Where that has grown since, ``applied(to:)`` may find more.
  var learnedCount: Int { learned.withLock { $0.count } }

  func masked(_ request: HTTPRequest) -> Recording.Request {
    var headers = request.headers.map { masked($0, ofRequest: true) }
    for header in request.credentials.headers {
      var shown = masked(header, ofRequest: true)
      if shown.value == header.value {
        learn(header.value)
        shown.value = SecretMask.mask
      }
      headers.append(shown)
    }
    for pair in FieldScanner.pairs(Array((request.credentials.query ?? "").utf8), fromStart: true) {
      learn(Array((request.credentials.query ?? "").utf8)[pair.value])
    }
    return Recording.Request(
      method: request.method, url: masked(url: request.url), headers: headers, body: request.body.map(masked(body:)),
      verify: request.verify, redirects: request.redirects)
  }

  func masked(_ result: Result<HTTPResponse, HTTPFailure>) -> Recording.Outcome {
    switch result {
    case .success(var response):
      response.headers = response.headers.map { masked($0, ofRequest: false) }
      response.body = masked(body: response.body)
      response.url = masked(url: response.url)
      response.redirectedFrom = response.redirectedFrom.map(masked(url:))
      response.charge = nil
      return .response(response)
    case .failure(var failure):
      failure.message = masked(url: failure.message)
      failure.url = masked(url: failure.url)
      return .failure(failure)
    }
  }

  /// A recording again, after more tokens were learned.
  func applied(to recording: Recording) -> Recording {
    var recording = recording
    recording.request.url = hidden(recording.request.url)
    recording.request.headers = recording.request.headers.map { HTTPHeader(name: $0.name, value: hidden($0.value)) }
    recording.request.body = recording.request.body.map(hidden)
    switch recording.outcome {
    case .response(var response):
      response.url = hidden(response.url)
      response.headers = response.headers.map { HTTPHeader(name: $0.name, value: hidden($0.value)) }
      response.body = hidden(response.body)
      response.redirectedFrom = response.redirectedFrom.map(hidden)
      recording.outcome = .response(response)
    case .failure(var failure):
      failure.message = hidden(failure.message)
      failure.url = hidden(failure.url)
      recording.outcome = .failure(failure)
    }
    return recording
  }

  // MARK: Parts

  private func masked(url: String) -> String {
    let bytes = Array(url.utf8)
    let found = FieldScanner.pairs(bytes, fromStart: false).filter { CredentialNames.isParameter($0.name) }
    return hidden(String(decoding: mask(found, in: bytes), as: UTF8.self))
  }

  private func masked(body: [UInt8]) -> [UInt8] {
    guard !body.isEmpty else { return body }
    var found = FieldScanner.pairs(body, fromStart: FieldScanner.isForm(body)).filter {
      CredentialNames.isParameter($0.name)
    }
    found += FieldScanner.json(body).filter { $0.isText && CredentialNames.isField($0.name) }
    found += FieldScanner.xml(body).filter { CredentialNames.isField($0.name) }
    return hidden(mask(found, in: body))
  }

  private func mask(_ fields: [FieldScanner.Field], in bytes: [UInt8]) -> [UInt8] {
    let filled = fields.filter { !$0.value.isEmpty }
    for field in filled {
      learn(bytes[field.value])
      learn(PercentEncoding.decode(bytes[field.value])[...])
    }
    return bytes.replacing(filled.map(\.value), with: Self.mask)
  }

  private func masked(_ header: HTTPHeader, ofRequest: Bool) -> HTTPHeader {
    let name = header.name.lowercased()
    let value: String
    if name == "cookie" || name == "set-cookie" {
      value = masked(cookies: header.value, isSet: name == "set-cookie")
    } else if ofRequest, VolatileNames.isHeader(name) {
      value = SecretMask.mask
    } else if CredentialNames.isHeader(name, ofRequest: ofRequest), !header.value.isEmpty {
      value = masked(credential: header.value)
    } else {
      value = masked(url: header.value)
    }
    return HTTPHeader(name: header.name, value: hidden(value))
  }

  /// Keeps the scheme: `Bearer ••••`.
  private func masked(credential: String) -> String {
    let words = credential.split(separator: " ", maxSplits: 1)
    guard words.count == 2, HTTPHeader.isToken(String(words[0])) else {
      learn(credential)
      return SecretMask.mask
    }
    learn(String(words[1]))
    return "\(words[0]) \(SecretMask.mask)"
  }

  /// Keeps names and attributes, and the empty value of a cookie that is deleted.
  private func masked(cookies: String, isSet: Bool) -> String {
    var parts = cookies.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    for index in parts.indices where index == 0 || !isSet {
      guard let equals = parts[index].firstIndex(of: "=") else { continue }
      let value = parts[index][parts[index].index(after: equals)...]
      guard !value.isEmpty else { continue }
      learn(String(value))
      parts[index] = "\(parts[index][..<equals])=\(SecretMask.mask)"
    }
    return parts.joined(separator: ";")
  }

  // MARK: Tokens

  private func learn(_ value: String) { learn(Array(value.utf8)[...]) }

  private func learn(_ value: ArraySlice<UInt8>) {
    guard LearnedTokens.isDistinctive(value) else { return }
    learned.withLock { $0.insert(Array(value)) }
  }

  private func hidden(_ text: String) -> String { String(decoding: hidden(Array(text.utf8)), as: UTF8.self) }

  private func hidden(_ bytes: [UInt8]) -> [UInt8] {
    let tokens = learned.withLock { $0 }
    let bytes = secrets.apply(to: bytes)
    return bytes.replacing(tokens.ranges(in: bytes), with: Self.mask)
  }
}
